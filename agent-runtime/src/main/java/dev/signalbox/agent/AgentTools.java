package dev.signalbox.agent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which tools an AI service has in runs: those of the objects that the runtime knows of these classes. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AgentTools {

    /** The classes with {@link dev.langchain4j.agent.tool.Tool} methods. */
    Class<?>[] value();
}
