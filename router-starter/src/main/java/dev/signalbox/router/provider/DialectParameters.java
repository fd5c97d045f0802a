package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Request parameters of a dialect together with what LangChain4j does not know of it. */
final class DialectParameters extends DefaultChatRequestParameters {

    private final ChatRequestParameters own;
    private final Map<String, Object> additions;

    /**
     * Parameters.
     *
     * @param own as LangChain4j's model of the dialect takes them
     * @param additions goes into the request's body as it is
     */
    DialectParameters(ChatRequestParameters own, Map<String, Object> additions) {
        super(DefaultChatRequestParameters.builder().overrideWith(own));
        this.own = own;
        this.additions = Collections.unmodifiableMap(new LinkedHashMap<>(additions));
    }

    ChatRequestParameters own() {
        return own;
    }

    Map<String, Object> additions() {
        return additions;
    }

    /** What LangChain4j's model takes of any parameters. */
    static ChatRequestParameters own(ChatRequestParameters parameters) {
        return parameters instanceof DialectParameters ours ? ours.own : parameters;
    }

    /** What LangChain4j's model cannot take of any parameters. */
    static Map<String, Object> additions(ChatRequestParameters parameters) {
        return parameters instanceof DialectParameters ours ? ours.additions : Map.of();
    }

    @Override
    public DialectParameters overrideWith(ChatRequestParameters that) {
        return new DialectParameters(own.overrideWith(own(that)), merged(additions, additions(that)));
    }

    @Override
    public DialectParameters defaultedBy(ChatRequestParameters that) {
        return new DialectParameters(own.defaultedBy(own(that)), merged(additions(that), additions));
    }

    private static Map<String, Object> merged(Map<String, Object> weaker, Map<String, Object> stronger) {
        Map<String, Object> merged = new LinkedHashMap<>(weaker);
        merged.putAll(stronger);
        return merged;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DialectParameters that && own.equals(that.own) && additions.equals(that.additions);
    }

    @Override
    public int hashCode() {
        return 31 * own.hashCode() + additions.hashCode();
    }

    @Override
    public String toString() {
        return own + ", " + additions;
    }
}
