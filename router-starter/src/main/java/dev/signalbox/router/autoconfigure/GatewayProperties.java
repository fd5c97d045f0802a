package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.gateway.GatewaySettings;
import dev.signalbox.router.key.KeyRing;
import dev.signalbox.router.key.KeySecret;
import dev.signalbox.router.key.VirtualKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The HTTP endpoint for clients of OpenAI and OpenRouter.
 *
 * @param enabled Whether the endpoint is open.
 * @param port Port that serves the endpoint and nothing else, 0 for any free one; the application's own port unless given.
 * @param basePaths Paths below which the API is served; each ends with /v1.
 * @param authentication Who may call: the owners of virtual keys, everybody who has a principal (of Spring Security, for
 *     example), or everybody.
 * @param keys Virtual keys, by name.
 * @param managementKey Credential of those who make, change and delete virtual keys over HTTP, and may do nothing else; at
 *     least 16 characters. Nobody may unless given.
 * @param tags Names of the entries of a request's metadata that become tags, which rules, guards and budgets look at.
 * @param maxBodySize How long the body of a request may be.
 * @param maxMessages How many messages a request may hold.
 * @param maxDepth How deep the JSON of a request may be nested.
 * @param keepAlive After which silence a stream gets a comment, so that nobody on the way gives up.
 * @param accessLog Whether each request leaves a line in the log, without what was said.
 * @param cors Which web pages may call the endpoint.
 */
record GatewayProperties(
        @DefaultValue("false") boolean enabled,
        @Nullable Integer port,
        @DefaultValue({"/v1", "/api/v1"}) List<String> basePaths,
        @DefaultValue("keys") Authentication authentication,
        @DefaultValue Map<String, VirtualKeyProperties> keys,
        @Nullable String managementKey,
        @DefaultValue Set<String> tags,
        @DefaultValue("32MB") DataSize maxBodySize,
        @DefaultValue("2000") int maxMessages,
        @DefaultValue("64") int maxDepth,
        @DefaultValue("10s") Duration keepAlive,
        @DefaultValue("true") boolean accessLog,
        @DefaultValue Cors cors) {

    static final String PREFIX = SignalboxProperties.PREFIX + ".gateway";

    private static final int MAX_DEPTH = 1000;

    /** Who may call. */
    enum Authentication {
        /** The owners of virtual keys. */
        KEYS,
        /** Everybody who has a principal. */
        PRINCIPAL,
        /** Everybody. */
        NONE
    }

    /**
     * Which web pages may call the endpoint.
     *
     * @param allowedOrigins Origins of the pages, for example https://chat.example.com; none unless given.
     */
    record Cors(@DefaultValue List<String> allowedOrigins) {}

    GatewaySettings settings() {
        Checks checks = new Checks(PREFIX);
        return GatewaySettings.builder()
                .maxBodyBytes(checks.between("max-body-size", 1, Integer.MAX_VALUE - 8, (int)
                        Math.min(maxBodySize.toBytes(), Integer.MAX_VALUE - 8)))
                .maxMessages(checks.atLeast("max-messages", 1, maxMessages))
                .maxDepth(checks.between("max-depth", 8, MAX_DEPTH, maxDepth))
                .keepAlive(checks.positive("keep-alive", keepAlive))
                .tags(tags)
                .accessLog(accessLog)
                .build();
    }

    int checkedPort() {
        return new Checks(PREFIX).between("port", 0, 65_535, Objects.requireNonNull(port));
    }

    List<String> checkedBasePaths() {
        for (String path : basePaths) {
            if (!path.startsWith("/") || !path.endsWith("/v1")) {
                throw new ConfigurationProblem(
                        PREFIX + ".base-paths",
                        path,
                        "'" + PREFIX + ".base-paths' has '" + path + "'. A base path begins with / and ends with /v1.",
                        "Write for example /v1 or /llm/v1.");
            }
        }
        return basePaths;
    }

    /**
     * The credential of those who manage keys.
     *
     * @return {@code null} if there is none, which a blank one is too
     * @throws ConfigurationProblem if it is too short or one of the keys
     */
    @Nullable
    KeySecret checkedManagementKey(KeyRing keys) {
        if (managementKey == null || managementKey.isBlank()) {
            return null;
        }
        KeySecret credential = new KeySecret(managementKey.strip());
        String property = PREFIX + ".management-key";
        if (credential.value().length() < VirtualKeyProperties.MIN_SECRET) {
            throw new ConfigurationProblem(
                    property,
                    null,
                    "'" + property + "' is shorter than " + VirtualKeyProperties.MIN_SECRET + " characters.",
                    "Write one that nobody can guess, for example what 'openssl rand -base64 32' prints.");
        }
        keys.configured().stream()
                .filter(key -> credential.matches(key.hash()))
                .findFirst()
                .ifPresent(key -> {
                    throw new ConfigurationProblem(
                            property,
                            null,
                            "'" + property + "' is the secret of the key '" + key.name() + "' too.",
                            "Write another one: who manages keys does nothing else.");
                });
        return credential;
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "GatewayProperties[]";
    }

    List<VirtualKey> virtualKeys() {
        return keys.entrySet().stream()
                .map(entry -> entry.getValue().virtualKey(entry.getKey()))
                .toList();
    }
}
