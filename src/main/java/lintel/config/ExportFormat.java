package lintel.config;

/** What a model can be written as for other systems; each in a folder of that name. */
public enum ExportFormat {
    /** One graph from raw columns to probability and label. */
    ONNX,
    /** Coefficients in original units. */
    JSON,
    /** The standard of the Data Mining Group. */
    PMML,
    /** A model repository of NVIDIA Triton. */
    TRITON,
    /** A model directory of MLflow. */
    MLFLOW,
    /** An InferenceService of KServe. */
    KSERVE,
    /** A graph for Intel's OpenVINO. */
    OPENVINO,
    /** A page that predicts in its visitor's browser. */
    WEB;

    /** As the config writes it. */
    @Override
    public String toString() {
        return JsonFields.written(this);
    }
}
