package io.github.tlmaven.download;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.Mebibytes;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings a file's bytes, in several attempts where the connection is cut. */
final class Transfer {

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

    private final WebClient client;
    private final Network network;
    private final DownloadLog log;

    Transfer(Network network, DownloadLog log) {
        this.client = new WebClient(network);
        this.network = network;
        this.log = log;
    }

    /**
     * Fills a file from what it holds already to its end.
     *
     * @throws WeightsException if the server does not give the file, or not within the attempts
     * @throws DataException    if the disk does not take it
     */
    void run(URI original, PartialFile partial) throws InterruptedException {
        URI uri = network.locate(original);
        for (int attempt = 1; !partial.isComplete(); attempt++) {
            try {
                attempt(uri, partial);
                return;
            } catch (IOException e) {
                boolean last = attempt == network.patience().attempts();
                if (last || Failures.isFinal(e)) {
                    throw Failures.transfer(uri, e, partial, attempt);
                }
                Duration pause = network.patience().pauseAfter(attempt);
                log.warn(uri + ": " + Failures.cause(e) + " after " + partial.size() + " bytes; trying again in "
                        + pause.toSeconds() + " s");
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private void attempt(URI uri, PartialFile partial) throws IOException, InterruptedException {
        HttpResponse<BodyQueue> response = client.get(uri, condition(partial));
        try (BodyQueue body = response.body()) {
            position(response, partial);
            log.info((partial.size() == 0 ? "Downloading " : "Going on with ") + uri + size(partial));
            copy(body, uri, partial);
        }
        if (partial.length().isPresent() && !partial.isComplete()) {
            throw new IOException("the server ended before the last byte");
        }
    }

    private static Map<String, String> condition(PartialFile partial) {
        Map<String, String> headers = new LinkedHashMap<>();
        partial.resumable().flatMap(Validator::condition).ifPresent(condition -> {
            headers.put("Range", "bytes=" + partial.size() + "-");
            headers.put("If-Range", condition);
        });
        return headers;
    }

    /** Decides whether the body goes on where the part ends or begins anew. */
    private static void position(HttpResponse<BodyQueue> response, PartialFile partial) throws IOException {
        switch (response.statusCode()) {
            case OK -> partial.restart(Validator.of(response.headers()));
            case PARTIAL_CONTENT -> requireContinuation(response, partial);
            case RANGE_NOT_SATISFIABLE -> {
                partial.forget();
                throw new IOException("the server has no bytes behind those that are there");
            }
            default -> throw new StatusException(response.statusCode());
        }
    }

    private static void requireContinuation(HttpResponse<BodyQueue> response, PartialFile partial) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
        Optional<Validator> known = partial.resumable();
        if (range.matches() && known.isPresent() && Long.parseLong(range.group(1)) == partial.size()) {
            String total = range.group(2);
            OptionalLong length = total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total));
            if (known.get().agreesWith(response.headers(), length)) {
                partial.requireRoom();
                return;
            }
        }
        partial.forget();
        throw new IOException("the server went on with another part or another file");
    }

    private static String size(PartialFile partial) {
        if (partial.length().isEmpty()) {
            return "";
        }
        String all = Mebibytes.of(partial.length().getAsLong());
        return partial.size() == 0 ? " (" + all + ")" : " at " + Mebibytes.number(partial.size()) + " of " + all;
    }

    private void copy(BodyQueue body, URI uri, PartialFile partial) throws IOException, InterruptedException {
        String path = uri.getPath();
        TransferMeter meter = new TransferMeter(
                log, path.substring(path.lastIndexOf('/') + 1), partial.size(), partial.length(), System::nanoTime);
        Duration stall = network.patience().stall();
        for (Optional<List<ByteBuffer>> next = body.next(stall); next.isPresent(); next = body.next(stall)) {
            for (ByteBuffer bytes : next.get()) {
                partial.append(bytes);
            }
            meter.at(partial.size());
        }
    }
}
