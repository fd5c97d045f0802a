package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.OutputValidator;
import dev.signalbox.router.output.JsonSchemaOutputValidator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The check of answers against JSON schemas, if its library is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "com.networknt.schema.SchemaRegistry")
class OutputConfiguration {

    @Bean
    @ConditionalOnMissingBean(OutputValidator.class)
    JsonSchemaOutputValidator signalboxOutputValidator() {
        return new JsonSchemaOutputValidator();
    }
}
