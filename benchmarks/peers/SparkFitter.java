import java.util.Arrays;
import java.util.Map;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark MLlib on one local thread: L-BFGS on cached rows. Options: tol. */
final class SparkFitter implements Worker.Fitter {
    private static Worker.Data data; // Spark would send a field with every task

    private final Dataset<Row> rows;

    SparkFitter(Worker.Data given) {
        data = given;
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.log.level", "ERROR")
                .getOrCreate();
        StructField[] fields = new StructField[1 + data.outputs()];
        fields[0] = DataTypes.createStructField("features", SQLDataTypes.VectorType(), false);
        for (int k = 0; k < data.outputs(); k++) {
            fields[1 + k] = DataTypes.createStructField("label" + k, DataTypes.DoubleType, false);
        }
        var made = spark.range(0, data.rows(), 1, 4).as(Encoders.LONG()).toJavaRDD().map(SparkFitter::row);
        rows = spark.createDataFrame(made, new StructType(fields)).cache();
        rows.count();
    }

    private static Row row(long i) {
        Object[] values = new Object[1 + data.outputs()];
        values[0] = Vectors.dense(data.doubles((int) i));
        for (int k = 0; k < data.outputs(); k++) {
            values[1 + k] = data.positive(k, (int) i) ? 1.0 : 0.0;
        }
        return RowFactory.create(values);
    }

    @Override
    public double[][] fit(Map<String, String> options) {
        double[][] result = new double[data.outputs()][];
        for (int k = 0; k < result.length; k++) {
            LogisticRegressionModel model = new LogisticRegression()
                    .setFeaturesCol("features")
                    .setLabelCol("label" + k)
                    .setStandardization(false)
                    .setRegParam(1.0 / data.rows())
                    .setTol(Double.parseDouble(options.get("tol")))
                    .setMaxIter(10_000)
                    .fit(rows);
            result[k] = Arrays.copyOf(model.coefficients().toArray(), data.columns() + 1);
            result[k][data.columns()] = model.intercept();
        }
        return result;
    }
}
