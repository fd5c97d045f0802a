package dev.signalbox.router;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.policy.CallFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import lombok.Getter;
import org.jspecify.annotations.Nullable;

/**
 * Request parameters that also say how the request is to be routed. The strongest way to name a policy; what they do not
 * set is left to the deployment. Parameters of one provider's own type go into {@link Builder#forProvider}, because the
 * provider is not known before the decision.
 */
@Getter
public final class RoutingChatRequestParameters extends DefaultChatRequestParameters {

    /** What the request says about itself. */
    private final CallFacts facts;

    /** Parameters for the attempts at one provider only, by its configured name. */
    private final Map<String, ChatRequestParameters> providerParameters;

    private RoutingChatRequestParameters(Builder builder) {
        super(builder);
        this.facts = builder.facts;
        this.providerParameters = Map.copyOf(builder.providerParameters);
    }

    /** Starts without anything set. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ChatRequestParameters overrideWith(@Nullable ChatRequestParameters that) {
        return that == null
                ? this
                : builder().overrideWith(this).overrideWith(that).build();
    }

    @Override
    public ChatRequestParameters defaultedBy(@Nullable ChatRequestParameters that) {
        return that == null
                ? this
                : builder().overrideWith(that).overrideWith(this).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof RoutingChatRequestParameters that
                && facts.equals(that.facts)
                && providerParameters.equals(that.providerParameters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), facts, providerParameters);
    }

    @Override
    public String toString() {
        return "RoutingChatRequestParameters{facts=" + facts + ", providers=" + providerParameters.keySet() + ", "
                + super.toString() + "}";
    }

    /** Collects the parameters. */
    public static final class Builder extends DefaultChatRequestParameters.Builder<Builder> {

        private CallFacts facts = CallFacts.NONE;
        private final Map<String, ChatRequestParameters> providerParameters = new LinkedHashMap<>();

        private Builder() {}

        /** Asks for a policy. */
        public Builder policy(String name) {
            return facts(facts.policy(name));
        }

        /** Says what is known about the call, instead of what was said before. */
        public Builder facts(CallFacts said) {
            this.facts = said;
            return this;
        }

        /** Sets parameters, of the provider's own type, for the attempts at one provider only. */
        public Builder forProvider(String provider, ChatRequestParameters parameters) {
            providerParameters.put(provider, parameters);
            return this;
        }

        @Override
        public Builder overrideWith(ChatRequestParameters parameters) {
            super.overrideWith(parameters);
            if (parameters instanceof RoutingChatRequestParameters routing) {
                facts = routing.facts.over(facts);
                providerParameters.putAll(routing.providerParameters);
            }
            return this;
        }

        @Override
        public RoutingChatRequestParameters build() {
            return new RoutingChatRequestParameters(this);
        }
    }
}
