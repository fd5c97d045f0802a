package dev.signalbox.router.limit;

import dev.signalbox.router.model.Limits;
import org.jspecify.annotations.Nullable;

/** What buckets belong to; the concurrency has none. */
record AccountKey(
        String account,
        @Nullable Integer requestsPerMinute,
        @Nullable Long tokensPerMinute) {

    static AccountKey of(String account, Limits limits) {
        return new AccountKey(account, limits.requestsPerMinute(), limits.tokensPerMinute());
    }

    /** As stores know it: {@code rate-limit tenant-minute acme|60|}. */
    @Override
    public String toString() {
        return account + "|" + text(requestsPerMinute) + "|" + text(tokensPerMinute);
    }

    private static String text(@Nullable Number limit) {
        return limit == null ? "" : limit.toString();
    }
}
