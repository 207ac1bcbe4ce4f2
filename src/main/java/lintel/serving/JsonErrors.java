package lintel.serving;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as a header that is none, is answered in JSON like all else. */
final class JsonErrors extends ErrorHandler {
    private final ServerState state;

    JsonErrors(ServerState state) {
        this.state = state;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Exchange exchange = new Exchange(request, response, callback, state);
        exchange.closeAfterwards(); // Jetty may, if the body has not come in yet: the client is to know
        exchange.error(status, message(status, (String) request.getAttribute(ERROR_MESSAGE)));
        return true;
    }

    private static String message(int status, String reason) {
        String meaning = HttpStatus.getMessage(status);
        boolean silent = reason == null || reason.isBlank() || status >= 500;
        return silent ? meaning : meaning + ": " + Texts.shortened(reason);
    }
}
