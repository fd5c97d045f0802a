package dev.signalbox.agent.autoconfigure;

import dev.langchain4j.service.tool.ToolProvider;
import dev.signalbox.agent.approval.ConditionCompiler;
import dev.signalbox.agent.expression.SpelConditions;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.tool.LoopLimits;
import dev.signalbox.agent.tool.ToolBox;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tools that agents have: all beans with such methods, and those of all providers, such as MCP servers. */
@Configuration(proxyBeanMethods = false)
class ToolsConfiguration {

    private static final String LOOP = AgentProperties.PREFIX + ".loop";

    @Bean
    @ConditionalOnMissingBean
    ConditionCompiler signalboxAgentConditions() {
        return new SpelConditions();
    }

    @Bean
    @ConditionalOnMissingBean
    ToolBox signalboxToolBox(
            AgentConfiguration configuration,
            ConfigurableListableBeanFactory beans,
            ObjectProvider<ToolProvider> providers,
            JournalStore store,
            ConditionCompiler conditions,
            AgentThreads threads) {
        ToolBeans tools = ToolBeans.of(beans);
        AgentProperties properties = configuration.properties();
        ToolBox.ToolBoxBuilder box = ToolBox.builder()
                .objects(tools.objects())
                .providers(providers.orderedStream().toList())
                .settings(tools.settings(properties.tools()))
                .loops(loops(properties.loop()))
                .store(store)
                .conditions(conditions)
                .executor(threads.executor())
                .scheduler(threads.scheduler());
        try {
            return box.build();
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(AgentProperties.PREFIX + ".tools", null, e);
        }
    }

    private static LoopLimits loops(AgentProperties.Loop loop) {
        try {
            return new LoopLimits(loop.correctAt(), loop.escalateAt(), loop.blockAt(), loop.stopAt());
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(LOOP, null, e);
        }
    }
}
