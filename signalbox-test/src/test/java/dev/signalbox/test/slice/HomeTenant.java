package dev.signalbox.test.slice;

import dev.signalbox.router.RequestFactsContributor;
import dev.signalbox.router.policy.CallFacts;
import org.springframework.stereotype.Component;

@Component
class HomeTenant implements RequestFactsContributor {

    @Override
    public CallFacts contribute(CallFacts facts) {
        return facts.tenant("home");
    }
}
