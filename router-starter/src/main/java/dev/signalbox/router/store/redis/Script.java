package dev.signalbox.router.store.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A script that Redis runs as one step. It is sent once; after that its digest is enough, until Redis has forgotten it.
 *
 * @param text the script
 * @param digest its SHA-1, by which Redis knows it
 */
record Script(String text, String digest) {

    private static final String ROOT = "dev/signalbox/router/store/redis/";

    /** That of a file, with what all of them share before it. */
    static Script of(String name) {
        String text = read("numbers.lua") + read(name + ".lua");
        return new Script(text, sha1(text));
    }

    private static String read(String name) {
        try (InputStream file = Script.class.getClassLoader().getResourceAsStream(ROOT + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    List<Object> run(RedisCommands<String, String> redis, String key, List<String> arguments) {
        String[] keys = {key};
        String[] values = arguments.toArray(String[]::new);
        try {
            return redis.evalsha(digest, ScriptOutputType.MULTI, keys, values);
        } catch (RedisNoScriptException e) {
            return redis.eval(text, ScriptOutputType.MULTI, keys, values);
        }
    }
}
