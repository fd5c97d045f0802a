package dev.signalbox.router.expression;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts as expressions see them; public because compiled expressions call it. What is unknown is {@code null}.
 *
 * @param facts the facts
 */
public record ExpressionFacts(RequestFacts facts) {

    /** Those whose values are text. */
    static final List<String> TEXTS = List.of(
            "policy", "model", "service", "method", "agent", "role", "tenant", "user", "key", "session", "run", "step");
    /** Those whose values are numbers. */
    static final List<String> NUMBERS = List.of("inputTokens", "maxOutputTokens");

    static final String TAGS = "tags";
    static final String NEEDS = "needs";

    /** For guards: the policy or model by which the call goes. */
    public @Nullable String policy() {
        return facts.policy();
    }

    /** For guards: the model name that the request carries. */
    public @Nullable String model() {
        return facts.model();
    }

    /** The full name of the AI service. */
    public @Nullable String service() {
        return facts.service();
    }

    /** The name of its method. */
    public @Nullable String method() {
        return facts.method();
    }

    /** The agent that makes the call. */
    public @Nullable String agent() {
        return facts.agent();
    }

    /** The role in which that agent makes it. */
    public @Nullable String role() {
        return facts.role();
    }

    /** For which customer the call is made. */
    public @Nullable String tenant() {
        return facts.tenant();
    }

    /** For which person the call is made. */
    public @Nullable String user() {
        return facts.user();
    }

    /** The name of the key that the caller showed. */
    public @Nullable String key() {
        return facts.key();
    }

    /** The run of an agent that it is a step of. */
    public @Nullable String run() {
        return facts.run();
    }

    /** The step of that run. */
    public @Nullable String step() {
        return facts.step();
    }

    /** The conversation it belongs to. */
    public @Nullable String session() {
        return facts.session();
    }

    /** Whatever else was said, by name. */
    public Map<String, String> tags() {
        return facts.tags();
    }

    /** Estimated size of the request, in tokens. */
    public int inputTokens() {
        return facts.inputTokens();
    }

    /** The answer's greatest allowed size, in tokens. */
    public @Nullable Integer maxOutputTokens() {
        return facts.maxOutputTokens();
    }

    /** What a deployment must be able to do. */
    public Needs needs() {
        return new Needs(facts.needs());
    }

    /**
     * The capabilities that a request needs.
     *
     * @param needed those
     */
    public record Needs(Set<Capability> needed) {

        /** What may be asked for. */
        static final List<String> NAMES =
                List.of("streaming", "tools", "jsonSchema", "images", "audio", "video", "pdf", "embeddings");

        /** Whether it wants the answer piece by piece. */
        public boolean streaming() {
            return needed.contains(Capability.STREAMING);
        }

        /** Whether it offers tools. */
        public boolean tools() {
            return needed.contains(Capability.TOOLS);
        }

        /** Whether it wants the answer by a JSON schema. */
        public boolean jsonSchema() {
            return needed.contains(Capability.JSON_SCHEMA);
        }

        /** Whether it holds images. */
        public boolean images() {
            return needed.contains(Capability.IMAGES);
        }

        /** Whether it holds audio. */
        public boolean audio() {
            return needed.contains(Capability.AUDIO);
        }

        /** Whether it holds video. */
        public boolean video() {
            return needed.contains(Capability.VIDEO);
        }

        /** Whether it holds PDF documents. */
        public boolean pdf() {
            return needed.contains(Capability.PDF);
        }

        /** Whether it wants vectors of its texts. */
        public boolean embeddings() {
            return needed.contains(Capability.EMBEDDINGS);
        }
    }
}
