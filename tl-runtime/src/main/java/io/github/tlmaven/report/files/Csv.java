package io.github.tlmaven.report.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** Comma-separated values as RFC 4180 quotes them, with {@code \n} at the end of each line. */
public final class Csv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setQuoteMode(QuoteMode.MINIMAL)
            .get();

    private Csv() {}

    /** A header and rows as text. */
    public static String write(List<String> header, List<? extends List<?>> rows) {
        StringBuilder out = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            printer.printRecord(header);
            for (List<?> row : rows) {
                printer.printRecord(row);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a StringBuilder never fails", e);
        }
        return out.toString();
    }

    /** All records, the header first; every one as long as the header. */
    static List<List<String>> read(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            List<List<String>> records = new ArrayList<>();
            for (CSVRecord each : parser) {
                records.add(List.copyOf(each.toList()));
                ResultFile.require(
                        each.size() == records.get(0).size(),
                        "record " + each.getRecordNumber() + " has " + each.size() + " fields, its header "
                                + records.get(0).size());
            }
            ResultFile.require(!records.isEmpty(), "the file is empty");
            return records;
        } catch (UncheckedIOException e) { // what the parser's iterator throws for bad quoting
            throw new IOException(e.getMessage(), e);
        }
    }
}
