package io.github.tlmaven.download;

import io.github.tlmaven.failure.Excerpt;
import java.io.IOException;
import java.io.Serial;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends GET requests. It follows redirects itself: the JDK's client would take the mirror's password along to wherever a
 * redirect leads, and would ask for a refused password again and again.
 */
final class WebClient {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** As many as curl's documentation calls sensible for one file; a circle of redirects ends here. */
    private static final int MOST_REDIRECTS = 5;

    private final Network network;
    private final HttpClient client;

    WebClient(Network network) {
        this.network = network;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // one file, one connection: nothing to multiplex
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(network.patience().connect())
                .proxy(new Selector(network.proxies()))
                .build();
    }

    /**
     * An answer that is no redirect; its body must be closed.
     *
     * @throws RedirectException if a redirect leads nowhere, in circles, or from https to http
     * @throws IOException       if there is no answer
     */
    HttpResponse<BodyQueue> get(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        URI address = uri;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<BodyQueue> response = send(request(address, headers));
            if (!REDIRECTS.contains(response.statusCode())) {
                return response;
            }
            response.body().close();
            address = target(address, response.headers().firstValue("Location"));
        }
        throw new RedirectException("is redirected more than " + MOST_REDIRECTS + " times");
    }

    static URI target(URI from, Optional<String> location) throws RedirectException {
        String text = location.orElseThrow(() -> new RedirectException("is redirected to nowhere"));
        URI target;
        try {
            target = from.resolve(text);
        } catch (IllegalArgumentException e) {
            throw new RedirectException("is redirected to '" + Excerpt.line(text) + "', which is no address");
        }
        boolean secure = RemoteFile.isScheme(target, RemoteFile.HTTPS);
        boolean plain = RemoteFile.isScheme(target, RemoteFile.HTTP) && RemoteFile.isScheme(from, RemoteFile.HTTP);
        if ((secure || plain) && target.getHost() != null) {
            return target;
        }
        throw new RedirectException("is redirected to " + Excerpt.line(target.toString()) + ", which is not https");
    }

    private HttpRequest request(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("User-Agent", network.userAgent())
                .header("Accept-Encoding", "identity"); // digest and length are those of the file
        headers.forEach(request::header);
        network.mirror()
                .filter(mirror -> isSameServer(mirror.base(), uri))
                .flatMap(Mirror::credentials)
                .ifPresent(known -> request.header("Authorization", basic(known)));
        network.proxies()
                .forAddress(uri)
                .flatMap(Proxies.Server::credentials)
                .ifPresent(known -> request.header("Proxy-Authorization", basic(known)));
        return request.build();
    }

    private static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    /** RFC 7617. */
    private static String basic(Credentials credentials) {
        byte[] pair = (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private HttpResponse<BodyQueue> send(HttpRequest request) throws IOException, InterruptedException {
        Duration stall = network.patience().stall();
        Duration headersBy = network.patience().connect().plus(stall);
        CompletableFuture<HttpResponse<BodyQueue>> answer = client.sendAsync(request, headers -> new BodyQueue());
        try {
            return answer.get(headersBy.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StalledException(headersBy);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        } finally {
            answer.cancel(true); // without effect once it is there
        }
    }

    /** Proxies as the JDK's client asks for them. */
    private static final class Selector extends ProxySelector {

        private final Proxies proxies;

        Selector(Proxies proxies) {
            this.proxies = proxies;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(proxies.forAddress(uri)
                    .map(server -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(server.host(), server.port())))
                    .orElse(Proxy.NO_PROXY));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // the request fails, and says so
        }
    }

    /** A redirect that is not followed. */
    static final class RedirectException extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        RedirectException(String message) {
            super(message);
        }
    }
}
