package dev.signalbox.agent.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/** What images must hold though nobody calls it: the records that properties are bound to, and the scripts of the store. */
final class AgentRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        BindableRuntimeHintsRegistrar.forTypes(AgentProperties.class, ToolProperties.class)
                .registerHints(hints, classLoader);
        hints.resources().registerPattern("dev/signalbox/agent/store/*");
    }
}
