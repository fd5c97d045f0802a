package dev.signalbox.router.gateway;

import dev.signalbox.router.key.KeyRing;
import dev.signalbox.router.key.KeySecret;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.key.VirtualKeyStoreException;
import dev.signalbox.router.policy.CallFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Knows callers by their virtual keys, which they send as OpenAI's and Anthropic's clients do. */
@Slf4j
@RequiredArgsConstructor
public final class KeyAuthentication implements GatewayAuthentication {

    private static final String BEARER = "Bearer ";

    private final KeyRing keys;
    private final InstantSource clock;

    @Override
    public GatewayCaller authenticate(HttpServletRequest request) {
        String shown = shown(request);
        if (shown == null) {
            throw refused("missing", "No key was sent. Send one as 'Authorization: Bearer …'.");
        }
        VirtualKey key = find(new KeySecret(shown));
        if (key == null) {
            throw refused("unknown", "The key is not known.");
        } else if (key.disabled()) {
            throw refused("disabled", "The key is disabled.");
        } else if (key.isExpired(clock.instant())) {
            throw refused("expired", "The key has expired.");
        }
        return caller(key);
    }

    /** The secret that a request shows, {@code null} if it shows none. */
    static @Nullable String shown(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            String secret = authorization.substring(BEARER.length()).strip();
            return secret.isEmpty() ? null : secret;
        }
        String anthropic = request.getHeader("x-api-key");
        return anthropic == null || anthropic.isBlank() ? null : anthropic.strip();
    }

    private @Nullable VirtualKey find(KeySecret secret) {
        try {
            return keys.find(secret).orElse(null);
        } catch (VirtualKeyStoreException e) {
            log.error("A request was refused because the store of keys has failed", e);
            throw GatewayException.of(ErrorType.UNAVAILABLE, "Keys cannot be checked at the moment.");
        }
    }

    /** The error of a key that is not accepted. */
    static GatewayException refused(String reason, String message) {
        return GatewayError.of(ErrorType.AUTHENTICATION, message)
                .with("reason", reason)
                .exception();
    }

    private static GatewayCaller caller(VirtualKey key) {
        CallFacts facts = CallFacts.NONE.key(key.name());
        if (key.tenant() != null) {
            facts = facts.tenant(key.tenant());
        }
        for (Map.Entry<String, String> tag : key.tags().entrySet()) {
            facts = facts.tag(tag.getKey(), tag.getValue());
        }
        return GatewayCaller.builder()
                .name(key.name())
                .facts(facts)
                .models(key.models())
                .policies(key.policies())
                .concurrency(key.limits().concurrency())
                .key(key)
                .build();
    }
}
