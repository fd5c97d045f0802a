package dev.signalbox.samples.agentdesk;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.policy.RequestFacts;
import org.springframework.stereotype.Component;

/** Notes each answer of a model among the effects, by the policy and the step that it was for. */
@Component
class ModelEffects implements RouterListener {

    private final EffectLog effects;

    ModelEffects(EffectLog effects) {
        this.effects = effects;
    }

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.CallEnded ended) {
            RoutedCall call = ended.call();
            RequestFacts facts = call.decision().facts();
            effects.add("model by " + call.decision().policy().name() + " for " + facts.agent() + " in step "
                    + facts.step());
        }
    }
}
