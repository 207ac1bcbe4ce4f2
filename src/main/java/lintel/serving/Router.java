package lintel.serving;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds what answers a request by its path, and sees to it that there is an answer whatever happens. */
final class Router extends Handler.Abstract {
    private static final Set<UriCompliance.Violation> UNREADABLE = EnumSet.of(
            UriCompliance.Violation.BAD_UTF8_ENCODING,
            UriCompliance.Violation.TRUNCATED_UTF8_ENCODING,
            UriCompliance.Violation.BAD_PERCENT_ENCODING);

    /** Unreadable paths come here to be refused: Jetty refuses before a body has come in, and stumbles over it. */
    static final UriCompliance PATHS =
            UriCompliance.RFC3986.with("lintel", UNREADABLE.toArray(UriCompliance.Violation[]::new));

    private final ServerState state;
    private final ServeOptions options;
    private final ModelRoutes models;
    private final InferenceRoutes inference;
    private final Page page;
    private final Body body;

    Router(ServeOptions options, ServerState state, Models models) {
        this.state = state;
        this.options = options;
        this.models = new ModelRoutes(models, state);
        this.page = new Page(models);
        this.body = new Body(options.limits().body(), options.arrival());
        this.inference = new InferenceRoutes(models, options, body);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, state);
        exchange.begin();
        try {
            if (!Collections.disjoint(UNREADABLE, request.getHttpURI().getViolations())) {
                throw RequestException.bad("the path must be percent-encoded UTF-8");
            }
            String path = Request.getPathInContext(request);
            route(exchange, List.of(path.substring(1).split("/", -1)));
        } catch (Throwable failure) { // whatever it is, the client must hear of it
            body.refuse(exchange, failure);
        }
        return true;
    }

    private void route(Exchange exchange, List<String> path) {
        String first = path.get(0);
        boolean alone = path.size() == 1;
        if (alone && page.has(first)) {
            allow(exchange, "page", "GET");
            page.answer(exchange, first, mayAsk(exchange));
        } else if (path.size() == 3 && first.equals("v2") && path.get(1).equals("health")) {
            allow(exchange, "health", "GET");
            models.health(exchange, path.get(2));
        } else if (alone && first.equals("metrics")) {
            allow(exchange, "metrics", "GET");
            authorize(exchange);
            exchange.answer(200, Metrics.CONTENT_TYPE, state.metrics().text());
        } else if (first.equals("predict") && path.size() <= 2) {
            allow(exchange, "predict", "POST");
            authorize(exchange);
            inference.predict(exchange, alone ? null : path.get(1));
        } else if (first.equals("models") && path.size() <= 2) {
            allow(exchange, "models", "GET");
            authorize(exchange);
            models.describe(exchange, alone ? null : path.get(1));
        } else if (alone && first.equals("v2")) {
            allow(exchange, "metadata", "GET");
            authorize(exchange);
            models.server(exchange);
        } else if (first.equals("v2") && path.size() >= 3 && path.get(1).equals("models")) {
            model(exchange, path.subList(2, path.size()));
        } else {
            throw unknown(exchange);
        }
    }

    /** @param path NAME, or NAME/versions/VERSION, and perhaps what is wanted of it */
    private void model(Exchange exchange, List<String> path) {
        String name = path.get(0);
        boolean versioned = path.size() >= 3 && path.get(1).equals("versions");
        String version = versioned ? path.get(2) : null;
        List<String> rest = path.subList(versioned ? 3 : 1, path.size());
        if (rest.isEmpty()) {
            allow(exchange, "metadata", "GET");
            authorize(exchange);
            models.metadata(exchange, name, version);
        } else if (rest.equals(List.of("ready"))) {
            allow(exchange, "health", "GET");
            models.ready(exchange, name, version, mayAsk(exchange));
        } else if (rest.equals(List.of("infer"))) {
            allow(exchange, "infer", "POST");
            authorize(exchange);
            inference.infer(exchange, name, version);
        } else {
            throw unknown(exchange);
        }
    }

    private void allow(Exchange exchange, String route, String method) {
        exchange.route(route);
        String found = exchange.request().getMethod();
        boolean head = method.equals("GET") && found.equals("HEAD");
        if (!found.equals(method) && !head) {
            exchange.header(HttpHeader.ALLOW, method.equals("GET") ? "GET, HEAD" : method);
            throw new RequestException(
                    RequestException.METHOD_NOT_ALLOWED,
                    "the method must be %s here, but is %s".formatted(method, found));
        }
    }

    private boolean mayAsk(Exchange exchange) {
        String presented = exchange.headers().get(HttpHeader.AUTHORIZATION);
        return options.token().isEmpty() || options.token().get().isIn(presented);
    }

    private void authorize(Exchange exchange) {
        if (!mayAsk(exchange)) {
            exchange.header(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            throw new RequestException(
                    RequestException.UNAUTHORIZED,
                    exchange.headers().get(HttpHeader.AUTHORIZATION) == null
                            ? "the header 'Authorization: Bearer TOKEN' is missing"
                            : "the token is not the right one");
        }
    }

    private static RequestException unknown(Exchange exchange) {
        return new RequestException(
                RequestException.NOT_FOUND,
                "there is nothing at '%s'; /openapi.json lists what there is"
                        .formatted(
                                Texts.shortened(exchange.request().getHttpURI().getPath())));
    }
}
