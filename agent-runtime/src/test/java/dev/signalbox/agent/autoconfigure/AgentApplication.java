package dev.signalbox.agent.autoconfigure;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.autoconfigure.desk.TravelDesk;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A small application with agents. */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage(basePackageClasses = TravelDesk.class)
class AgentApplication {

    @Bean
    ChatModel model() {
        return new Answers();
    }

    @Bean
    Greeting greeting(TravelDesk desk) {
        return new Greeting();
    }

    @Bean
    Clocks clocks(ObjectProvider<TravelDesk> desk) {
        return new Clocks();
    }

    static class Greeting implements AgentProgram<String, String> {

        @Override
        public String run(String name, Run run) {
            return "hello " + run.note("name", String.class, () -> name);
        }
    }

    static class Clocks {

        @Tool
        String timeOf_day() {
            return "noon";
        }
    }
}
