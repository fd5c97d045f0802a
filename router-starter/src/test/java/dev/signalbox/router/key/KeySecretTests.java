package dev.signalbox.router.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeySecretTests {

    @Test
    void noTwoAreTheSame() {
        SecureRandom random = new SecureRandom();

        assertThat(KeySecret.generate(random).value())
                .matches("sk-signalbox-[\\w-]{43}")
                .isNotEqualTo(KeySecret.generate(random).value());
    }

    @Test
    void matchesItsOwnHashOnly() {
        KeySecret secret = new KeySecret("abc");

        assertThat(secret.hash()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(secret.matches(secret.hash())).isTrue();
        assertThat(secret.matches(new KeySecret("abd").hash())).isFalse();
        assertThat(secret.matches("")).isFalse();
    }

    @Test
    void showsItsEndWhereThatSaysNothing() {
        assertThat(new KeySecret("sk-signalbox-0123456789abcdefWXYZ")).hasToString("sk-signalbox-…WXYZ");
        assertThat(new KeySecret("short-secret")).hasToString("…");
    }

    @Test
    void isHiddenInTexts() {
        assertThat(KeySecret.hidden("keys/sk-signalbox-0aZ_-9/rotate?x=sk-signalbox-1"))
                .isEqualTo("keys/sk-signalbox-…/rotate?x=sk-signalbox-…");
        assertThat(KeySecret.hidden("keys/acme")).isEqualTo("keys/acme");
    }

    @Test
    void aKeyShowsNeitherHash() {
        KeySecret secret = new KeySecret("sk-signalbox-0123456789abcdefWXYZ");
        VirtualKey key = VirtualKey.builder()
                .name("acme")
                .hash(secret.hash())
                .label(secret.label())
                .build()
                .rotated(new KeySecret("sk-signalbox-9876543210fedcbaZYXW"), Instant.EPOCH);

        assertThat(key).hasToString("VirtualKey[acme, sk-signalbox-…ZYXW]");
        assertThat(key.former()).hasToString("Former[1970-01-01T00:00:00Z]");
    }
}
