package dev.signalbox.samples.rag;

import dev.signalbox.samples.rag.extract.ExtractiveChatModel;
import dev.signalbox.samples.rag.extract.ExtractiveStreamingChatModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What answers where there is no model; {@code application-simulated.yml} makes two deployments of it. */
@Configuration(proxyBeanMethods = false)
@Profile("simulated")
class SimulatedModels {

    @Bean
    ExtractiveChatModel extractiveChatModel() {
        return new ExtractiveChatModel();
    }

    @Bean
    ExtractiveStreamingChatModel extractiveStreamingChatModel(ExtractiveChatModel model) {
        return new ExtractiveStreamingChatModel(model);
    }
}
