package dev.repartee.inference.analysis;

import dev.repartee.contract.content.Nlu;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.language.layered.Remark;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The analyser of this process. A message that breaks it is stored without an analysis. */
public final class LocalAnalyser implements Analyser {

    private static final Logger log = LoggerFactory.getLogger(LocalAnalyser.class);

    private final LayeredAnalyzer analyzer;

    public LocalAnalyser(LayeredAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    @Override
    public Optional<Nlu> analyse(Remark remark) throws InterruptedException {
        try {
            return Optional.of(analyzer.understand(remark).nlu());
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("the analyser broke on a message");
            return Optional.empty();
        }
    }
}
