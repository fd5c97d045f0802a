package dev.signalbox.router.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By which codes and wordings a provider tells its failures apart, where the HTTP status alone does not.
 *
 * @param rules the first that fits decides
 */
public record FailureCodes(List<Rule> rules) {

    /** Codes and wordings with one meaning wherever they are used: for clients of which nothing is known. */
    public static final FailureCodes COMMON = new FailureCodes(CommonFailures.RULES);

    /** Copies the list. */
    public FailureCodes {
        rules = List.copyOf(rules);
    }

    /** Rules that go before the common ones. */
    public static FailureCodes of(Rule... own) {
        return new FailureCodes(
                Stream.concat(Stream.of(own), COMMON.rules.stream()).toList());
    }

    /**
     * What one kind of failure is recognised by.
     *
     * @param kind what it is; it counts only with a status that goes with it, or with none
     * @param codes patterns of whole codes, in lower case
     * @param words patterns of a part of the provider's words, in lower case
     */
    public record Rule(FailureKind kind, List<Pattern> codes, List<Pattern> words) {

        /** Copies the lists. */
        public Rule {
            codes = List.copyOf(codes);
            words = List.copyOf(words);
        }

        /** Recognised by one of these codes; upper case and lower case are the same. */
        public static Rule codes(FailureKind kind, String... codes) {
            return new Rule(kind, patterns(codes), List.of());
        }

        /** Recognised by one of these wordings: regular expressions, in lower case. */
        public static Rule words(FailureKind kind, String... words) {
            return new Rule(kind, List.of(), patterns(words));
        }

        private static List<Pattern> patterns(String... expressions) {
            List<Pattern> patterns = new ArrayList<>();
            for (String expression : expressions) {
                patterns.add(Pattern.compile(expression));
            }
            return patterns;
        }

        private boolean fits(ErrorBody body, @Nullable Integer status) {
            return (status == null || goesWith(status))
                    && (body.codes().stream().anyMatch(this::isOne)
                            || words.stream()
                                    .anyMatch(pattern ->
                                            pattern.matcher(body.words()).find()));
        }

        private boolean isOne(String code) {
            String lower = code.toLowerCase(Locale.ROOT);
            return codes.stream().anyMatch(pattern -> pattern.matcher(lower).matches());
        }

        /** Kinds that the status itself tells need no code, and a code does not outvote it. */
        private boolean goesWith(int status) {
            return switch (kind) {
                case QUOTA_EXHAUSTED -> status == 400 || status == 402 || status == 403 || status == 429;
                case AUTHENTICATION -> status == 400 || status == 401 || status == 403;
                case MODEL_NOT_FOUND -> status == 400 || status == 403 || status == 404;
                case CONTENT_REFUSED -> status == 400 || status == 403 || status == 422;
                case CONTEXT_TOO_LONG -> status == 400 || status == 413 || status == 422 || status == 500;
                case REFUSED -> status >= 400 && status < 500 && status != 401 && status != 429;
                default -> false;
            };
        }
    }

    /** The kind that codes or words tell, {@code null} if they tell none that goes with the status. */
    @Nullable
    FailureKind kind(ErrorBody body, @Nullable Integer status) {
        return rules.stream()
                .filter(rule -> rule.fits(body, status))
                .map(Rule::kind)
                .findFirst()
                .orElse(null);
    }
}
