package lintel.network;

import java.util.Locale;

/**
 * What Deeplearning4j 1.0.0-M2.1 writes as the configuration of one sigmoid output layer, letter for letter, without
 * loading it: that takes longer than a whole logistic run.
 */
final class LogisticConfiguration {
    private static final String JSON =
            """
            {
              "backpropType" : "Standard",
              "cacheMode" : "NONE",
              "confs" : [ {
                "cacheMode" : "NONE",
                "dataType" : "FLOAT",
                "epochCount" : 0,
                "iterationCount" : 0,
                "layer" : {
                  "@class" : "org.deeplearning4j.nn.conf.layers.OutputLayer",
                  "activationFn" : {
                    "@class" : "org.nd4j.linalg.activations.impl.ActivationSigmoid"
                  },
                  "biasInit" : 0.0,
                  "biasUpdater" : null,
                  "constraints" : null,
                  "gainInit" : 1.0,
                  "gradientNormalization" : "None",
                  "gradientNormalizationThreshold" : 1.0,
                  "hasBias" : true,
                  "idropout" : null,
                  "iupdater" : {
                    "@class" : "org.nd4j.linalg.learning.config.Adam",
                    "beta1" : 0.9,
                    "beta2" : 0.999,
                    "epsilon" : 1.0E-8,
                    "learningRate" : 0.001
                  },
                  "layerName" : "layer0",
                  "lossFn" : {
                    "@class" : "org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT",
                    "clipEps" : 1.0E-12
                  },
                  "nin" : %d,
                  "nout" : %d,
                  "regularization" : [ ],
                  "regularizationBias" : [ ],
                  "timeDistributedFormat" : null,
                  "weightInitFn" : {
                    "@class" : "org.deeplearning4j.nn.weights.WeightInitConstant",
                    "value" : 0.0
                  },
                  "weightNoise" : null
                },
                "maxNumLineSearchIterations" : 5,
                "miniBatch" : true,
                "minimize" : true,
                "optimizationAlgo" : "STOCHASTIC_GRADIENT_DESCENT",
                "seed" : 0,
                "stepFunction" : null,
                "variables" : [ "W", "b" ]
              } ],
              "dataType" : "FLOAT",
              "epochCount" : 0,
              "inferenceWorkspaceMode" : "ENABLED",
              "inputPreProcessors" : { },
              "iterationCount" : 0,
              "tbpttBackLength" : 20,
              "tbpttFwdLength" : 20,
              "trainingWorkspaceMode" : "ENABLED",
              "validateOutputLayerConfig" : true
            }""";

    private LogisticConfiguration() {}

    static String json(int features, int outputs) {
        return String.format(Locale.ROOT, JSON, features, outputs);
    }
}
