package dev.signalbox.agent;

import java.util.Locale;

/** What an agent does, which decides by configuration how good a model it gets. */
public enum Role {
    /** It decides what is to be done. */
    PLAN,
    /** It does one thing. */
    WORK,
    /** It judges what was done. */
    REVIEW,
    /** It tells people. */
    ANSWER;

    /** As facts, rules and journals have it. */
    public String fact() {
        return name().toLowerCase(Locale.ROOT);
    }
}
