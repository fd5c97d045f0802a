package dev.signalbox.router.usage;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * For whom and from where a call was made, as far as that was said.
 *
 * @param service the AI service
 * @param method the method of the AI service
 * @param agent the agent
 * @param role the role of the agent
 * @param tenant the customer
 * @param user the person
 * @param key the name of the key that the caller showed
 * @param session the conversation
 * @param run the run of an agent
 * @param step the step of that run
 * @param tags whatever else was said, by name
 */
@Builder
public record LedgerCaller(
        @Nullable String service,
        @Nullable String method,
        @Nullable String agent,
        @Nullable String role,
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String key,
        @Nullable String session,
        @Nullable String run,
        @Nullable String step,
        Map<String, String> tags) {

    /** Of whom nothing is known. */
    public static final LedgerCaller UNKNOWN =
            LedgerCaller.builder().tags(Map.of()).build();

    /** Copies and sorts the tags. */
    public LedgerCaller {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
