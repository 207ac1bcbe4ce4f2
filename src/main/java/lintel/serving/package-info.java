/**
 * Exported models over HTTP: the Open Inference Protocol, named columns as JSON, a page for people, metrics. The
 * process loads graphs and JSON only, none of Deeplearning4j; a model in Lintel's own format is exported by another
 * process first.
 *
 * <p>A request goes {@code Router} → {@code Body} → {@code InferRequest} or {@code PredictRequest} → {@code Inputs}
 * → {@code Batcher} → {@code Answers} → reply. No thread waits anywhere on the way: a body that has not come in and a
 * batch that has not been run are picked up by whoever completes them.
 *
 * <p>The HTTP server is Jetty 12.1. Measured with one and the same handler (30 numbers as JSON through logistic
 * regression, and 20 steps of 8 through an LSTM of 2 x 32, in ONNX Runtime) on two busy cores, wrk, p50 in µs at 1
 * connection and requests per second at 64:
 *
 * <pre>
 *                                      logistic           LSTM
 * Jetty 12.1.14                      111   14,800     186   7,500
 * Netty 4.2.20, on the event loop    185   19,300     280   7,600
 * Netty 4.2.20, a worker thread      275   20,000     337   7,100
 * Undertow 2.4.4, on the I/O thread  179   18,300     232   9,400
 * Undertow 2.4.4, a worker thread    285    7,300     503   7,100
 * jdk.httpserver, 4 threads          366    7,100     348   7,000
 * </pre>
 *
 * What counts is that the thread that reads a request also runs it: waking another costs more than a small model. Jetty
 * does so and still reads on with another thread meanwhile, where the event loops of Netty and Undertow stand still
 * during a long run. It brings limits for headers and connections, TLS, refusals that can be written as JSON and an
 * orderly end; with Netty these would be our own code, and jdk.httpserver has none of them. Helidon 4 needs Java 21.
 */
package lintel.serving;
