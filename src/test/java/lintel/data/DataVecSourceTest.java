package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lintel.config.ColumnType;
import lintel.config.InputException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.collection.CollectionRecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.records.reader.impl.csv.CSVSequenceRecordReader;
import org.datavec.api.records.reader.impl.misc.SVMLightRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.NumberedFileInputSplit;
import org.datavec.api.writable.IntWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataVecSourceTest {
    private static final ReadOptions INFERRING = ReadOptions.inferring(List.of(""));

    @TempDir
    private Path folder;

    @Test
    void svmLight() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("data.svm"), "1 1:0.5 3:-2\n-1 2:1e3 # note\n1 3:7\n");
        Configuration configuration = new Configuration();
        configuration.setInt(SVMLightRecordReader.NUM_FEATURES, 3);
        configuration.setBoolean(SVMLightRecordReader.ZERO_BASED_INDEXING, false);
        SVMLightRecordReader reader = new SVMLightRecordReader();
        reader.initialize(configuration, new FileSplit(file.toFile()));
        Table table = DataVecSource.read("data.svm", reader, List.of("x1", "x2", "x3", "y"), INFERRING);
        assertEquals("0.5|0.0|-2.0|1.0\n0.0|1000.0|0.0|-1.0\n0.0|0.0|7.0|1.0", TableReaderTest.cells(table));
    }

    @Test
    void csvSequences() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("s_0.csv"), "1,a\n2,b\n3,a\n");
        Files.writeString(folder.resolve("s_1.csv"), "4,b\n");
        CSVSequenceRecordReader reader = new CSVSequenceRecordReader();
        reader.initialize(new NumberedFileInputSplit(folder.resolve("s_%d.csv").toString(), 0, 1));
        TableReader.Rows rows = DataVecSource.readSequences("sequences", reader, List.of(), INFERRING);
        assertEquals("1.0|a\n2.0|b\n3.0|a\n4.0|b", TableReaderTest.cells(rows.table()));
        assertEquals(List.of("column-0", "column-1"), rows.table().schema().names());
        assertArrayEquals(new int[] {0, 3, 4}, rows.starts());
    }

    @Test
    void typesFoundLateAreRight() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("data.csv"), "1,true\n2,false\n".repeat(2000) + "x,true\n");
        RecordReader reader = new CSVRecordReader();
        reader.initialize(new FileSplit(file.toFile()));
        Table table = DataVecSource.read("data.csv", reader, List.of("a", "b"), INFERRING);
        assertEquals(
                List.of(
                        new Field("a", ColumnType.CATEGORICAL, List.of("1", "2", "x")),
                        new Field("b", ColumnType.BOOLEAN, List.of())),
                table.schema().fields());
        assertEquals(4001, table.rows());
    }

    @Test
    void wrongRecordsAreNamed() {
        RecordReader uneven = new CollectionRecordReader(
                List.of(List.of(new IntWritable(1), new IntWritable(2)), List.of(new IntWritable(3))));
        assertEquals(
                "records: row 2 must have 2 values, but has 1",
                assertThrows(InputException.class, () -> DataVecSource.read("records", uneven, List.of(), INFERRING))
                        .getMessage());
        RecordReader none = new CollectionRecordReader(List.of());
        assertEquals(
                "records: has no records",
                assertThrows(InputException.class, () -> DataVecSource.read("records", none, List.of(), INFERRING))
                        .getMessage());
    }
}
