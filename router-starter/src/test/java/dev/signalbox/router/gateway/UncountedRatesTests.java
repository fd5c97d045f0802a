package dev.signalbox.router.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signalbox.router.key.KeyRing;
import dev.signalbox.router.key.MemoryKeyStore;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.RequestFacts;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Limits per minute where there is no rate limiter: refused, and never silently missing. */
class UncountedRatesTests {

    private static final VirtualKey KEY =
            VirtualKey.builder().name("acme").hash("-").build();

    private static RequestFacts by(String key) {
        return RequestFacts.builder().caller(CallFacts.NONE.key(key)).build();
    }

    @Test
    void noKeyGetsOne() {
        ObjectNode body = GatewayJson.object().put("requests_per_minute", 5);

        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> new KeyReader(null, false).read(body, KEY))
                .withMessageStartingWith("'requests_per_minute' cannot be kept")
                .withMessageContaining("'com.bucket4j:bucket4j_jdk17-core'");
    }

    @Test
    void onePutThereByAnotherNodeFailsTheCall() {
        VirtualKey limited = KEY.toBuilder().limits(new Limits(null, 5, null)).build();
        VirtualKey other = KEY.toBuilder().name("other").build();
        KeyRing ring = new KeyRing(
                new MemoryKeyStore(List.of()), new MemoryKeyStore(List.of(limited, other)), InstantSource.system());

        KeyLimits limits = new KeyLimits(ring, false);

        assertThatIllegalStateException()
                .isThrownBy(() -> limits.budgets(by("acme")))
                .withMessageContaining("The key 'acme' has limits per minute");
        assertThat(limits.budgets(by("other"))).isEmpty();
    }
}
