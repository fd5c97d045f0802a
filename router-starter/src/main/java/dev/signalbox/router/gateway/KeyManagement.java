package dev.signalbox.router.gateway;

import dev.signalbox.router.key.KeyRing;
import dev.signalbox.router.key.KeySecret;
import java.security.SecureRandom;

/** What it takes to manage virtual keys over HTTP: a credential of its own, which is good for nothing else. */
public final class KeyManagement {

    private final String credential;
    private final KeyRing keys;
    private final boolean countsRates;
    private final SecureRandom random;

    /**
     * Lets whoever shows the credential manage keys.
     *
     * @param credential no virtual key
     * @param keys the keys; where they have no store, they can be read only
     * @param countsRates whether limits per minute can be kept; keys that have one are refused otherwise
     * @param random makes secrets
     */
    public KeyManagement(KeySecret credential, KeyRing keys, boolean countsRates, SecureRandom random) {
        this.credential = credential.hash();
        this.keys = keys;
        this.countsRates = countsRates;
        this.random = random;
    }

    boolean isCredential(KeySecret shown) {
        return shown.matches(credential);
    }

    KeyRing keys() {
        return keys;
    }

    boolean countsRates() {
        return countsRates;
    }

    KeySecret newSecret() {
        return KeySecret.generate(random);
    }
}
