package dev.signalbox.router.policy;

import dev.langchain4j.exception.InvalidRequestException;
import dev.signalbox.router.model.Names;
import java.util.Collection;
import lombok.Getter;

/** A call names a policy or model that is not configured. The message holds the nearest match and all known names. */
@Getter
public final class UnknownPolicyException extends InvalidRequestException {

    private final String name;

    /** For a name that nobody configured. */
    public UnknownPolicyException(String name, PolicySource source, Collection<String> known) {
        super("'" + name + "', named by the call's " + source + ", is neither a policy nor a model."
                + Names.known("policies and models", name, known));
        this.name = name;
    }
}
