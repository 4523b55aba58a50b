package io.github.tlmaven.download;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** What can go wrong on the way, in words. */
final class Failures {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PROXY_AUTHENTICATION = 407;
    private static final int GONE = 410;
    private static final int FIRST_SERVER_ERROR = 500;

    /** Request timeout, too early, too many requests: another attempt may have it. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private Failures() {}

    /** Whether another attempt would end alike. */
    static boolean isFinal(IOException e) {
        if (e instanceof StatusException answer) {
            return answer.status() < FIRST_SERVER_ERROR && !PASSING.contains(answer.status());
        }
        return e instanceof WebClient.RedirectException
                || e instanceof SSLException
                || e instanceof ConnectException
                || isUnknownHost(e);
    }

    /** The cause in a few words. */
    static String cause(IOException e) {
        if (isUnknownHost(e)) {
            return "its host is not known";
        }
        if (e instanceof HttpConnectTimeoutException) {
            return "no connection within the time allowed";
        }
        if (e instanceof ConnectException) {
            return "no connection (" + (e.getMessage() == null ? "refused" : e.getMessage()) + ")";
        }
        if (e instanceof SSLException) {
            return "no secure connection (" + e.getMessage() + ")";
        }
        boolean ours = e instanceof StatusException
                || e instanceof StalledException
                || e instanceof WebClient.RedirectException;
        return ours ? String.valueOf(e.getMessage()) : "the connection was cut (" + e.getMessage() + ")";
    }

    /** A transfer that did not come to its end. */
    static WeightsException transfer(URI uri, IOException e, PartialFile partial, int attempts) {
        String bytes = partial.size() == 0 && partial.length().isEmpty()
                ? ""
                : "; " + partial.size()
                        + (partial.length().isPresent()
                                ? " of " + partial.length().getAsLong()
                                : "") + " bytes are there";
        String tries = attempts == 1 ? "" : " (" + attempts + " attempts)";
        return new WeightsException("Cannot download " + uri + ": " + cause(e) + bytes + tries + ".", fix(e), e);
    }

    private static String fix(IOException e) {
        if (e instanceof StatusException answer) {
            return fix(answer.status());
        }
        if (e instanceof SSLException) {
            return "see that the clock is right and Maven's Java trusts the server's certificate;"
                    + " a company's own authority belongs into its trust store (javax.net.ssl.trustStore).";
        }
        if (e instanceof WebClient.RedirectException) {
            return "name the address that the file has now, by https.";
        }
        if (isUnknownHost(e) || e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return "see that the address is right and the network up. Behind a firewall set <proxies> in settings.xml,"
                    + " or name a mirror with <weightsMirror> (tl.weightsMirror).";
        }
        return "run the goal again: it goes on where this one ended, if the server can do that.";
    }

    private static String fix(int status) {
        return switch (status) {
            case NOT_FOUND, GONE ->
                "correct the address; with <weightsMirror> (tl.weightsMirror) see that the mirror" + " holds the file.";
            case UNAUTHORIZED, FORBIDDEN ->
                "take an address that needs no password; for a mirror put one into"
                        + " settings.xml, as the server whose id is tl-weights-mirror.";
            case PROXY_AUTHENTICATION ->
                "put the proxy's name and password into settings.xml. For https Java sends them"
                        + " only if Maven runs with -Djdk.http.auth.tunneling.disabledSchemes= (in .mvn/jvm.config).";
            default -> "try again later, or name a mirror with <weightsMirror> (tl.weightsMirror).";
        };
    }

    private static boolean isUnknownHost(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    /** Other bytes than those that were stated. */
    static WeightsException otherBytes(RemoteFile file, ExpectedDigest expected, Sha256 found) {
        return new WeightsException(
                "What came from " + file.uri() + " is another file: SHA-256 " + found + ", expected " + expected
                        + ". It is removed.",
                "see that the address is right and no proxy or mirror answers with a page of its own. Only if the"
                        + " publisher changed the file, state its new digest.");
    }

    /** A file that nobody vouches for. */
    static ConfigurationException unstated(RemoteFile file, Sha256 found) {
        return new ConfigurationException(
                "Nothing says what " + file.uri() + " must hold, so it is not used.",
                "compare the digest with the publisher's, then put it beside the address: <sha256>" + found
                        + "</sha256>. The file is kept, and not downloaded again.");
    }

    /** A file that anybody on the way could replace. */
    static ConfigurationException insecure(URI uri) {
        return new ConfigurationException(
                "Without <sha256> nothing is downloaded by http, where anybody on the way can change it: " + uri + ".",
                "take the address by https, or put the publisher's digest beside it: <sha256>…</sha256>.");
    }

    /** A password where every log would show it. */
    static ConfigurationException password(URI uri) {
        String host = uri.getScheme() + "://" + uri.getHost() + "/…";
        return new ConfigurationException(
                "The address " + host + " holds a name or a password before its host.",
                "take them out. For a server that wants a password set <weightsMirror> (tl.weightsMirror) and the server"
                        + " tl-weights-mirror in settings.xml.");
    }

    /** The cache cannot be used. */
    static DataException cache(CacheEntry entry, IOException e) {
        return new DataException(
                "Cannot use the cache of downloads " + entry.folder() + ": " + e,
                "make the folder writable, or name another one with <cacheDirectory> (tl.cacheDirectory).",
                e);
    }
}
