package dev.signalbox.router.usage;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By what records are chosen or added up.
 *
 * @param fact the fact
 * @param tag the name of the tag, {@code null} unless the fact is a tag
 */
public record LedgerDimension(Fact fact, @Nullable String tag) {

    private static final String TAG = "tag:";
    private static final int HOUR_LENGTH = 16;
    private static final int DAY_LENGTH = 10;
    private static final int MONTH_LENGTH = 7;

    /** What records say. */
    public enum Fact {
        /** The policy or model by which the call went. */
        POLICY,
        /** The rule that chose the policy. */
        RULE,
        /** The model. */
        MODEL,
        /** The provider. */
        PROVIDER,
        /** The deployment. */
        DEPLOYMENT,
        /** The AI service. */
        SERVICE,
        /** The method of the AI service. */
        METHOD,
        /** The agent. */
        AGENT,
        /** The role of the agent. */
        ROLE,
        /** The customer. */
        TENANT,
        /** The person. */
        USER,
        /** The name of the key. */
        KEY,
        /** The conversation. */
        SESSION,
        /** The run of an agent. */
        RUN,
        /** The step of that run. */
        STEP,
        /** How it ended. */
        OUTCOME,
        /** The kind of failure. */
        FAILURE,
        /** The value of one tag. */
        TAG,
        /** The hour in which it ended, for example {@code 2026-11-25T18:00}. */
        HOUR,
        /** The day on which it ended, for example {@code 2026-11-25}. */
        DAY,
        /** The month in which it ended, for example {@code 2026-11}. */
        MONTH;

        /** Whether it is a part of the calendar. */
        public boolean isTime() {
            return this == HOUR || this == DAY || this == MONTH;
        }
    }

    /**
     * Checks the dimension.
     *
     * @throws IllegalArgumentException if a tag has no name, or one with a quotation mark, or if anything else has one
     */
    public LedgerDimension {
        if ((fact == Fact.TAG) != (tag != null && !tag.isEmpty() && tag.indexOf('"') < 0)) {
            throw new IllegalArgumentException(
                    "A tag is named without quotation marks, and nothing else is, but was '" + tag + "'.");
        }
    }

    /** One that is no tag. */
    public static LedgerDimension of(Fact fact) {
        return new LedgerDimension(fact, null);
    }

    /**
     * Reads one as people write it: {@code tenant}, {@code day} or {@code tag:project}.
     *
     * @throws IllegalArgumentException if there is none of that name, saying which there are
     */
    public static LedgerDimension of(String text) {
        if (text.startsWith(TAG)) {
            return new LedgerDimension(Fact.TAG, text.substring(TAG.length()));
        }
        return Arrays.stream(Fact.values())
                .filter(fact -> fact != Fact.TAG && key(fact).equals(text))
                .findFirst()
                .map(LedgerDimension::of)
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + text + "' is no dimension. Write one of " + known() + "."));
    }

    private static String known() {
        return Arrays.stream(Fact.values())
                .map(fact -> fact == Fact.TAG ? TAG + "<name>" : key(fact))
                .collect(Collectors.joining(", "));
    }

    private static String key(Fact fact) {
        return fact.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a record says of it, {@code null} if nothing.
     *
     * @param zone by which the calendar goes
     */
    public @Nullable String value(LedgerEntry entry, ZoneId zone) {
        return switch (fact) {
            case POLICY -> entry.policy();
            case RULE -> entry.rule();
            case MODEL -> entry.model();
            case PROVIDER -> entry.provider();
            case DEPLOYMENT -> entry.deployment();
            case OUTCOME -> key(entry.outcome());
            case FAILURE -> entry.failure();
            case HOUR, DAY, MONTH -> time(entry.time(), zone);
            default -> value(entry.caller());
        };
    }

    private static String key(LedgerOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private @Nullable String value(LedgerCaller caller) {
        return switch (fact) {
            case SERVICE -> caller.service();
            case METHOD -> caller.method();
            case AGENT -> caller.agent();
            case ROLE -> caller.role();
            case TENANT -> caller.tenant();
            case USER -> caller.user();
            case KEY -> caller.key();
            case SESSION -> caller.session();
            case RUN -> caller.run();
            case STEP -> caller.step();
            case TAG -> caller.tags().get(tag);
            default -> null;
        };
    }

    /** The part of the calendar in which a moment lies. */
    public String time(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        String whole = local.toLocalDate() + "T" + String.format(Locale.ROOT, "%02d:00", local.getHour());
        return switch (fact) {
            case HOUR -> whole.substring(0, HOUR_LENGTH);
            case DAY -> whole.substring(0, DAY_LENGTH);
            case MONTH -> whole.substring(0, MONTH_LENGTH);
            default -> throw new IllegalStateException(this + " is no part of the calendar.");
        };
    }

    /** As people write it. */
    @Override
    public String toString() {
        return fact == Fact.TAG ? TAG + tag : key(fact);
    }
}
