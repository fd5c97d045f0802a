package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.key.VirtualKey;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Names;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a request says of a key. What it does not say stays as it is; null takes away what was said. */
final class KeyReader {

    private static final String NAME = "[a-z0-9-]{1,64}";
    private static final int LATEST_YEAR = 9999;
    private static final String REQUESTS = "requests_per_minute";
    private static final String TOKENS = "tokens_per_minute";
    private static final String CONCURRENCY = "concurrency";
    /** The last one is OpenRouter's and of no effect: here nobody brings keys of providers along. */
    private static final List<String> FIELDS = List.of(
            "name",
            "tenant",
            "tags",
            "models",
            "policies",
            "budget",
            "budget_window",
            "limit",
            "limit_reset",
            REQUESTS,
            TOKENS,
            CONCURRENCY,
            "expires_at",
            "disabled",
            "include_byok_in_limit");

    private final AllowedNames allowed;
    private final boolean countsRates;

    /**
     * A reader for a router.
     *
     * @param countsRates whether limits per minute can be kept
     */
    KeyReader(Router router, boolean countsRates) {
        this.allowed = new AllowedNames(router);
        this.countsRates = countsRates;
    }

    /** Whether keys may have that name. */
    static boolean isName(String name) {
        return name.matches(NAME);
    }

    /** The name that a request gives to a new key. */
    static String name(ObjectNode body) {
        Field field = Field.of(body).get("name");
        String name = field.requiredText();
        if (!isName(name)) {
            throw field.wrong("must be 1 to 64 lower-case letters, digits and dashes, for example 'acme-web'");
        }
        return name;
    }

    /**
     * The key with what a request says of it.
     *
     * @throws GatewayException if something in it does not fit
     */
    VirtualKey read(ObjectNode body, VirtualKey key) {
        body.propertyNames().forEach(name -> requireKnown(Field.of(body).get(name)));
        if (body.has("name") && !name(body).equals(key.name())) {
            throw Field.of(body).get("name").wrong("cannot change, because budgets and records go by it");
        }
        VirtualKey.VirtualKeyBuilder changed = key.toBuilder();
        given(body, "tenant", tenant -> changed.tenant(said(tenant)));
        given(body, "tags", tags -> changed.tags(tags(tags)));
        given(body, "models", models -> changed.models(allowed.models(models)));
        given(body, "policies", policies -> changed.policies(allowed.policies(policies)));
        given(body, "expires_at", time -> changed.expiresAt(time(time)));
        given(body, "disabled", disabled -> changed.disabled(disabled.flag()));
        return changed.budget(new KeyBudgetReader(body).read(key))
                .limits(limits(body, key.limits()))
                .build();
    }

    private static void requireKnown(Field field) {
        if (!FIELDS.contains(field.path())) {
            throw field.refused("a key has no such field." + Names.known("fields", field.path(), FIELDS));
        }
    }

    private static void given(ObjectNode body, String name, Consumer<Field> reader) {
        if (body.has(name)) {
            reader.accept(Field.of(body).get(name));
        }
    }

    private static @Nullable String said(Field field) {
        String text = field.text();
        if (text != null && text.isBlank()) {
            throw field.wrong("must not be blank; null says that there is none");
        }
        return text;
    }

    private static Map<String, String> tags(Field field) {
        ObjectNode tags = field.object();
        Map<String, String> read = new HashMap<>();
        if (tags != null) {
            for (Map.Entry<String, JsonNode> tag : tags.properties()) {
                if (tag.getKey().isBlank() || tag.getKey().indexOf('"') >= 0) {
                    throw field.wrong("has a tag whose name is blank or holds a quotation mark");
                }
                read.put(tag.getKey(), field.get(tag.getKey()).requiredText());
            }
        }
        return read;
    }

    private static @Nullable Instant time(Field field) {
        String text = field.text();
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() <= LATEST_YEAR) {
                return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw field.wrong("must be a time such as 2027-01-31T00:00:00Z");
    }

    private Limits limits(ObjectNode body, Limits before) {
        Long concurrency = limit(body, CONCURRENCY, before.concurrency(), Integer.MAX_VALUE);
        Long requests = limit(body, REQUESTS, before.requestsPerMinute(), Integer.MAX_VALUE);
        return new Limits(
                concurrency == null ? null : concurrency.intValue(),
                requests == null ? null : requests.intValue(),
                limit(body, TOKENS, before.tokensPerMinute(), Long.MAX_VALUE));
    }

    private @Nullable Long limit(ObjectNode body, String name, @Nullable Number before, long most) {
        if (!body.has(name)) {
            return before == null ? null : before.longValue();
        }
        Field field = Field.of(body).get(name);
        Long limit = field.atLeastOne(most);
        if (limit != null && !countsRates && !name.equals(CONCURRENCY)) {
            throw field.wrong(
                    "cannot be kept, because the gateway has no rate limiter. Its operator adds the dependency"
                            + " 'com.bucket4j:bucket4j_jdk17-core'");
        }
        return limit;
    }
}
