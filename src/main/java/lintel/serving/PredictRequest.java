package lintel.serving;

/**
 * Rows of named columns, or sequences of such rows.
 *
 * @param inputs what the graph reads
 * @param single whether one row or sequence was sent as it is, instead of a list of them: the answer is one, too
 */
record PredictRequest(Inputs inputs, boolean single) {
    /** @throws RequestException if the body is not what the model reads */
    static PredictRequest read(Form form, Limits limits, byte[] body) {
        return Json.read(body, json -> new PredictReader(form, limits).read(json));
    }
}
