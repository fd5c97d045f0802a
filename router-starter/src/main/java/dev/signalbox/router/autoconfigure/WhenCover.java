package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.policy.NamePattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells whether one condition holds wherever another does, so that a rule after it is never asked. Says so only where it is
 * certain.
 */
record WhenCover(WhenProperties wide, WhenProperties narrow) {

    boolean covers() {
        return names(wide.service(), narrow.service())
                && names(wide.method(), narrow.method())
                && names(wide.agent(), narrow.agent())
                && names(wide.role(), narrow.role())
                && names(wide.run(), narrow.run())
                && names(wide.tenant(), narrow.tenant())
                && names(wide.user(), narrow.user())
                && names(wide.key(), narrow.key())
                && tags(wide.tags(), narrow.tags())
                && sizes()
                && narrow.needs().containsAll(wide.needs())
                && (wide.time() == null || wide.time().equals(narrow.time()))
                && (wide.share() == null || wide.share() == 100)
                && (wide.expression() == null || Objects.equals(wide.expression(), narrow.expression()));
    }

    private static boolean names(List<String> wide, List<String> narrow) {
        return wide.isEmpty() || !narrow.isEmpty() && NamePattern.of(wide).covers(NamePattern.of(narrow));
    }

    private static boolean tags(Map<String, List<String>> wide, Map<String, List<String>> narrow) {
        return wide.entrySet().stream()
                .allMatch(tag -> names(tag.getValue(), narrow.getOrDefault(tag.getKey(), List.of())));
    }

    private boolean sizes() {
        int wideMin = wide.minInputTokens() == null ? 0 : wide.minInputTokens();
        int narrowMin = narrow.minInputTokens() == null ? 0 : narrow.minInputTokens();
        int wideMax = wide.maxInputTokens() == null ? Integer.MAX_VALUE : wide.maxInputTokens();
        int narrowMax = narrow.maxInputTokens() == null ? Integer.MAX_VALUE : narrow.maxInputTokens();
        return wideMin <= narrowMin && narrowMax <= wideMax;
    }
}
