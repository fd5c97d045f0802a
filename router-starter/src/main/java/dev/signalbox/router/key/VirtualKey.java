package dev.signalbox.router.key;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.model.Limits;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A key that the gateway gives out. Its secret is known to its owner alone.
 *
 * @param name names it in facts, logs and meters
 * @param hash of its secret, see {@link KeySecret#hash}
 * @param label the first and the last characters of its secret, by which its owner knows it again
 * @param tenant the tenant of all calls with it
 * @param tags tags of all calls with it
 * @param models own names of the models that may serve its calls; empty allows all
 * @param policies names of the policies that its calls may ask for; empty allows all
 * @param budget what its calls may cost or use, counted per key; {@code null} for no cap of its own
 * @param limits how many requests and tokens per minute, and how many requests at the same time
 * @param expiresAt from when on it is not accepted, {@code null} for never
 * @param disabled whether it is not accepted for now
 * @param createdAt when it was made
 * @param former the secret that it had before, if that is still accepted, else {@code null}
 */
@Builder(toBuilder = true)
public record VirtualKey(
        String name,
        String hash,
        String label,
        @Nullable String tenant,
        Map<String, String> tags,
        Set<String> models,
        Set<String> policies,
        @Nullable Budget budget,
        Limits limits,
        @Nullable Instant expiresAt,
        boolean disabled,
        Instant createdAt,
        @Nullable Former former) {

    /** Copies the collections. */
    public VirtualKey {
        tags = Map.copyOf(tags);
        models = Set.copyOf(models);
        policies = Set.copyOf(policies);
    }

    /**
     * A secret in whose place another one came.
     *
     * @param hash of it, see {@link KeySecret#hash}
     * @param until from when on it is not accepted
     */
    public record Former(String hash, Instant until) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "Former[" + until + "]";
        }
    }

    /** Whether that is its secret, or its former one as long as that is accepted. */
    public boolean accepts(KeySecret secret, Instant now) {
        return secret.matches(hash) || former != null && now.isBefore(former.until()) && secret.matches(former.hash());
    }

    /**
     * The key with another secret.
     *
     * @param until from when on its present secret is not accepted, {@code null} for now
     */
    public VirtualKey rotated(KeySecret secret, @Nullable Instant until) {
        return toBuilder()
                .hash(secret.hash())
                .label(secret.label())
                .former(until == null ? null : new Former(hash, until))
                .build();
    }

    /** Whether it is no longer accepted because of its age. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** What names the budget of a key, so that each has one of its own. */
    public static String budgetName(String key) {
        return "key " + key;
    }

    /** Without the hash, which is of no use to anybody. */
    @Override
    public String toString() {
        return "VirtualKey[" + name + ", " + label + "]";
    }

    /** Builds a key; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class VirtualKeyBuilder {
        private String label = "";
        private Map<String, String> tags = Map.of();
        private Set<String> models = Set.of();
        private Set<String> policies = Set.of();
        private Limits limits = Limits.NONE;
        private Instant createdAt = Instant.EPOCH;
    }
}
