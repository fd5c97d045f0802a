package dev.signalbox.router.policy;

import org.jspecify.annotations.Nullable;

/**
 * Chooses a share of all sessions, always the same ones, on every node and after every restart. A call without session
 * counts by its user; one without either by itself, so that chance decides. Shares of different salts choose independently
 * of each other.
 *
 * @param percent how many of a hundred, above 0 and at most 100
 * @param salt tells this share from others: the name of its rule or guard
 */
public record Share(double percent, String salt) {

    /**
     * Checks the percentage.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Share {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "The share is " + percent + ". It must be above 0 and at most 100, in percent.");
        }
    }

    /**
     * Whether a call belongs to it.
     *
     * @throws IllegalStateException if the facts hold neither session nor user nor an id
     */
    public boolean contains(RequestFacts facts) {
        String key = first(facts.session(), facts.user(), facts.callId());
        if (key == null) {
            throw new IllegalStateException("The facts hold neither a session nor a user nor the id of a call.");
        }
        return place(key) * 100 < percent;
    }

    private static @Nullable String first(@Nullable String session, @Nullable String user, @Nullable String id) {
        String person = session == null ? user : session;
        return person == null ? id : person;
    }

    /** Where a key stands between 0 and 1: FNV-1a, and then mixed, because alike keys would be neighbours. */
    private double place(String key) {
        long hash = add(add(0xcbf29ce484222325L, salt) * 0x100000001b3L, key);
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return ((hash ^ hash >>> 33) >>> 11) * 0x1.0p-53;
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (int index = 0; index < text.length(); index++) {
            sum = (sum ^ text.charAt(index)) * 0x100000001b3L;
        }
        return sum;
    }
}
