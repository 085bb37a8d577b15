package dev.repartee.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A Lua script, sent by its digest and in full only when the server does not know it. */
final class Script {

    private final String source;
    private final String digest;

    Script(String source) {
        this.source = source;
        this.digest = sha1(source);
    }

    /** Runs the script on one key and gives the list that it returns. */
    CompletableFuture<List<byte[]>> run(RedisLink link, String key, byte[]... arguments) {
        return run(link, new String[] {key}, arguments);
    }

    /** Runs the script on several keys, which must live on one server. */
    CompletableFuture<List<byte[]>> run(RedisLink link, String[] keys, byte[]... arguments) {
        CompletableFuture<List<byte[]>> known =
                link.call(c -> c.evalsha(digest, ScriptOutputType.MULTI, keys, arguments));
        return known.exceptionallyCompose(
                failure ->
                        unknown(failure)
                                ? link.call(
                                        c ->
                                                c.eval(
                                                        source.getBytes(StandardCharsets.UTF_8),
                                                        ScriptOutputType.MULTI,
                                                        keys,
                                                        arguments))
                                : CompletableFuture.failedFuture(failure));
    }

    private static boolean unknown(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause instanceof RedisNoScriptException;
    }

    /** Redis names scripts by their SHA-1. */
    private static String sha1(String source) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
