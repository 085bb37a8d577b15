package dev.repartee.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {

    private final EgressPolicy policy = new EgressPolicy(EgressConfig.defaults());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "jar:http://example.com!/",
                "example.com",
                "",
                "http://",
                "http:///path",
                "https://user:password@example.com/",
                "https://example.com@127.0.0.1/",
                "http://example.com:22/",
                "http://example.com:6379/",
                "http://example.com:70000/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.0x1/",
                "http://1.2.3.4.5/",
                "http://256.1.1.1/",
                "http://[fe80::1%25eth0]/",
                "http://[::1",
                "http://%31%32%37.0.0.1/",
                "http://１２７.０.０.１/",
                "http://ⓔxample.com/",
                "http://exa mple.com/",
                "http://example.com\\@127.0.0.1/",
                "http://example.com\r\nHost: evil/"
            })
    void refusesUrlsByTheirForm(String url) {
        assertThatThrownBy(() -> policy.check(url))
                .isInstanceOfSatisfying(
                        EgressFailure.class,
                        failure ->
                                assertThat(failure.kind())
                                        .isEqualTo(EgressFailure.Kind.REFUSED_URL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "http://example.com:8443/a?b=c",
                "https://xn--bcher-kva.example/",
                "https://EXAMPLE.com./",
                "https://93.184.215.14/",
                "https://[2606:4700::1111]/"
            })
    void letsOrdinaryUrlsPass(String url) {
        assertThatCode(() -> policy.check(url)).doesNotThrowAnyException();
    }

    @Test
    void bringsAUrlIntoOneForm() throws Exception {
        assertThat(policy.check("HTTPS://EXAMPLE.com.:443?a=%20b#part").toString())
                .isEqualTo("https://example.com:443/?a=%20b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "2606:4700::5efe:7f00:1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesAddressesThatAreNotPublic(String address) throws Exception {
        InetAddress resolved = InetAddress.getByName(address);
        assertThatThrownBy(() -> policy.check("example.com", 443, resolved))
                .isInstanceOfSatisfying(
                        EgressFailure.class,
                        failure -> {
                            assertThat(failure.kind())
                                    .isEqualTo(EgressFailure.Kind.REFUSED_ADDRESS);
                            assertThat(failure.getMessage()).doesNotContain(address);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.215.14",
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "2606:4700::1111",
                "2a00:1450:4001::5e"
            })
    void letsPublicAddressesPass(String address) {
        assertThatCode(() -> policy.check("example.com", 443, InetAddress.getByName(address)))
                .doesNotThrowAnyException();
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnough() throws Exception {
        InetAddress[] mixed = {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1")};
        assertThatThrownBy(() -> policy.check("example.com", 443, mixed))
                .isInstanceOf(EgressFailure.class);
    }

    @Test
    void whatTheOperatorListsMayBeCalledAndNothingBeside() throws Exception {
        EgressPolicy open =
                new EgressPolicy(
                        EgressConfig.defaults()
                                .withInternal(
                                        List.of(
                                                "crm.internal:8080",
                                                "10.1.2.0/24",
                                                "[fd00::7]:9000")));
        InetAddress inside = InetAddress.getByName("10.1.2.3");
        assertThatCode(() -> open.check("http://crm.internal:8080/")).doesNotThrowAnyException();
        assertThatCode(() -> open.check("crm.internal", 8080, inside)).doesNotThrowAnyException();
        assertThatCode(() -> open.check("any.example", 443, inside)).doesNotThrowAnyException();
        assertThatCode(() -> open.check("http://[fd00::7]:9000/")).doesNotThrowAnyException();
        assertThatThrownBy(() -> open.check("http://other.internal:8080/"))
                .isInstanceOf(EgressFailure.class);
        assertThatThrownBy(() -> open.check("crm.internal", 443, InetAddress.getByName("10.9.9.9")))
                .isInstanceOf(EgressFailure.class);
        assertThatThrownBy(
                        () -> open.check("public.example", 9000, InetAddress.getByName("1.1.1.1")))
                .isInstanceOf(EgressFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0/8", "host name", "host:0", "host:99999", "", "*"})
    void aWrongEntryOfTheAllowListIsRefusedAtStart(String entry) {
        EgressConfig defaults = EgressConfig.defaults();
        assertThatThrownBy(() -> defaults.withInternal(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsOfHostsMayCoverWhatIsBelow() {
        assertThat(EgressPolicy.listed("api.example.com", Set.of("*.example.com"))).isTrue();
        assertThat(EgressPolicy.listed("example.com", Set.of("Example.com"))).isTrue();
        assertThat(EgressPolicy.listed("evilexample.com", Set.of("*.example.com"))).isFalse();
        assertThat(EgressPolicy.listed("example.com.evil.net", Set.of("example.com"))).isFalse();
    }

    @Test
    void headersThatChangeWhereACallGoesCanNotBeSet() {
        assertThatThrownBy(() -> EgressRequest.checkHeader("Host", "internal"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EgressRequest.checkHeader("X-A", "b\r\nHost: internal"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EgressRequest.checkHeader("X A", "b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
