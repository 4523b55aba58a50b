package io.github.tlmaven.download;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server on this machine whose answers a test scripts; it keeps what it was asked. */
final class LoopbackServer implements AutoCloseable {

    /** One answer. */
    @FunctionalInterface
    interface Answer {
        /** Sends it. */
        void send(HttpExchange exchange) throws IOException;
    }

    /**
     * What was asked.
     *
     * @param target  as the request line has it
     * @param headers of the request
     */
    record Asked(URI target, Map<String, List<String>> headers) {

        @Nullable
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Gives the answers in order, the last one again and again. */
    LoopbackServer(Answer... answers) {
        this(plain(), answers);
    }

    private LoopbackServer(HttpServer server, Answer... answers) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            int number;
            synchronized (asked) {
                number = asked.size();
                asked.add(new Asked(exchange.getRequestURI(), Map.copyOf(exchange.getRequestHeaders())));
            }
            try (exchange) {
                answers[Math.min(number, answers.length - 1)].send(exchange);
            }
        });
        server.start();
    }

    private static HttpServer plain() {
        try {
            return HttpServer.create(ANY_PORT, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Speaks TLS, by a certificate that it made itself.
     *
     * @param folder for the key
     */
    static LoopbackServer secure(Path folder, Answer... answers) throws Exception {
        Path store = folder.resolve("server.p12");
        String options = "-genkeypair -alias server -keyalg EC -dname CN=127.0.0.1 -storepass changeit -keystore";
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString());
        command.addAll(List.of(options.split(" ")));
        command.add(store.toString());
        if (new ProcessBuilder(command).start().waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        char[] password = "changeit".toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(ANY_PORT, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new LoopbackServer(server, answers);
    }

    /** An address on this server. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The whole file. */
    static Answer whole(byte[] content, String... headers) {
        return exchange -> {
            begin(exchange, 200, content.length, headers);
            exchange.getResponseBody().write(content);
        };
    }

    /** The first bytes of a file; then the connection is cut. */
    static Answer cut(byte[] content, int bytes, String... headers) {
        return exchange -> {
            begin(exchange, 200, content.length, headers);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
        };
    }

    /** The bytes that the request's Range asks for. */
    static Answer rest(byte[] content, String... headers) {
        return exchange -> {
            String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
            int from = Integer.parseInt(range.replaceFirst("bytes=(\\d+)-", "$1"));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            begin(exchange, 206, content.length - from, headers);
            exchange.getResponseBody().write(content, from, content.length - from);
        };
    }

    /** A status without a body; headers as name and value in turn. */
    static Answer status(int status, String... headers) {
        return exchange -> begin(exchange, status, -1, headers);
    }

    /** The first bytes of a file; then nothing more, until the server is closed. */
    static Answer stall(byte[] content, int bytes) {
        return exchange -> {
            begin(exchange, 200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            awaitClosing();
        };
    }

    /** Not even headers, until the server is closed. */
    static Answer silence() {
        return exchange -> awaitClosing();
    }

    private static void awaitClosing() {
        try {
            Thread.sleep(Duration.ofMinutes(1).toMillis()); // the server interrupts it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void begin(HttpExchange exchange, int status, long length, String... headers) throws IOException {
        Headers to = exchange.getResponseHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            to.set(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, length);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
