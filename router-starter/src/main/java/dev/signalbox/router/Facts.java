package dev.signalbox.router;

import dev.signalbox.router.policy.CallFacts;

/**
 * Starts the facts of one call: {@code Facts.tenant("acme").tag("data", "pii").asParameters()} for an AI service that
 * takes {@link dev.langchain4j.invocation.InvocationParameters}.
 */
public final class Facts {

    private Facts() {}

    /** Nothing said yet. */
    public static CallFacts none() {
        return CallFacts.NONE;
    }

    /** Asks for a policy. */
    public static CallFacts policy(String name) {
        return none().policy(name);
    }

    /** Says for which customer the call is made. */
    public static CallFacts tenant(String name) {
        return none().tenant(name);
    }

    /** Says for which person the call is made. */
    public static CallFacts user(String name) {
        return none().user(name);
    }

    /** Says by its name which key the caller showed. */
    public static CallFacts key(String name) {
        return none().key(name);
    }

    /** Says of which run of an agent the call is a step. */
    public static CallFacts run(String id) {
        return none().run(id);
    }

    /** Says which agent makes the call. */
    public static CallFacts agent(String name) {
        return none().agent(name);
    }

    /** Says to which conversation the call belongs. */
    public static CallFacts session(String id) {
        return none().session(id);
    }

    /** Says anything else that rules look at. */
    public static CallFacts tag(String key, String value) {
        return none().tag(key, value);
    }
}
