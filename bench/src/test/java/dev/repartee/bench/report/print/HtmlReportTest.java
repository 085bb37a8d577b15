package dev.repartee.bench.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.report.Second;
import dev.repartee.bench.report.Timeline;
import dev.repartee.bench.report.TimelineBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class HtmlReportTest {

    @Test
    void standsAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("run.html");
        HtmlReport.write(Runs.overload(), file);

        assertThat(Files.readString(file))
                .startsWith("<!doctype html>")
                .doesNotContain("<script", "href=", "src=", "url(", "@import");
    }

    @Test
    void everyPlotIsWellFormedAndStaysInItsFrame() throws Exception {
        String page = HtmlReport.page(Runs.overload());

        var plots = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (plots.find()) {
            count++;
            assertThat(plots.group()).doesNotContain("NaN", "Infinity", "null");
            Document svg =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(
                                    new ByteArrayInputStream(
                                            plots.group().getBytes(StandardCharsets.UTF_8)));
            double height =
                    Double.parseDouble(
                            svg.getDocumentElement().getAttribute("viewBox").split(" ")[3]);
            var paths = svg.getElementsByTagName("path");
            for (int index = 0; index < paths.getLength(); index++) {
                String path = paths.item(index).getAttributes().getNamedItem("d").getNodeValue();
                Pattern.compile("[ML]([-0-9.]+) ([-0-9.]+)")
                        .matcher(path)
                        .results()
                        .forEach(
                                point -> {
                                    assertThat(Double.parseDouble(point.group(1)))
                                            .isBetween(0.0, 520.0);
                                    assertThat(Double.parseDouble(point.group(2)))
                                            .isBetween(0.0, height);
                                });
            }
        }
        assertThat(count).isEqualTo(8);
    }

    @Test
    void textFromOutsideIsEscaped() {
        assertThat(HtmlReport.page(Runs.overload()))
                .contains("Some &lt;Processor&gt; &amp; more")
                .doesNotContain("<Processor>");
    }

    @Test
    void aMissedGoalIsSaidFirst() {
        assertThat(HtmlReport.page(Runs.overload()))
                .contains("Nothing lost, duplicated or reordered; 2 of 4 goals not met.");
    }

    @Test
    void aRunWithoutAnythingIsAPageWithoutPlots() {
        assertThat(HtmlReport.page(Runs.empty()))
                .contains("<h1>overload</h1>")
                .doesNotContain("<svg", "NaN", "null");
    }

    @Test
    void aLongWarmUpDoesNotPushTheWindowAside() {
        Timeline timeline =
                new TimelineBuilder(Runs.BEGIN)
                        .machine(Runs.BEGIN.minusSeconds(300), 1)
                        .machine(Runs.BEGIN.minusSeconds(20), 1)
                        .machine(Runs.BEGIN.plusSeconds(30), 1)
                        .build();

        assertThat(PlotTime.shown(timeline, 60)).extracting(Second::at).containsExactly(-20, 30);
    }

    @Test
    void aSecondWithoutALatencyInterruptsTheLine() {
        String page = HtmlReport.page(Runs.overload());
        String line = page.substring(page.indexOf("class=\"line\""));

        assertThat(line.substring(0, line.indexOf("/>")).split("M")).hasSize(3);
    }
}
