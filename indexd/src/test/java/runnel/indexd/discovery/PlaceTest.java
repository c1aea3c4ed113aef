package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;

class PlaceTest {
  private static final String LINK_LOCAL = "fe80:0:0:0:0:0:0:1";

  @Test
  void onLinkIsWhatSharesThePrefix() throws Exception {
    Place place = place(false, "192.168.4.9", 22);

    assertThat(place.isOnLink(ip("192.168.7.255"))).isTrue();
    assertThat(place.isOnLink(ip("192.168.8.0"))).isFalse();
    assertThat(place.isOnLink(ip("8.8.8.8"))).isFalse();
  }

  @Test
  void onLinkIsAnythingWhereTheInterfaceDoesNotTell() throws Exception {
    assertThat(place(false, "192.168.4.9", 32).isOnLink(ip("10.0.0.1"))).isTrue();
  }

  @Test
  void onLinkIsEveryLinkLocalAddressAndNoGlobalOneOfAnotherPrefix() throws Exception {
    Place place = place(true, "2001:db8:1::1", 64);

    assertThat(place.isOnLink(ip("fe80::7"))).isTrue();
    assertThat(place.isOnLink(ip("2001:db8:1::2"))).isTrue();
    assertThat(place.isOnLink(ip("2001:db8:2::2"))).isFalse();
  }

  @Test
  void aLinkLocalHostHasItsZoneAndIsAnAddress() throws Exception {
    InetAddress source = Inet6Address.getByAddress(null, ip(LINK_LOCAL).getAddress(), 7);

    assertThat(Place.host(source, "wlp3s0", 7)).isEqualTo(LINK_LOCAL + "%wlp3s0");
    assertThat(Place.host(source, "br+x", 7)).isEqualTo(LINK_LOCAL + "%7");
    assertThat(Place.host(ip("2001:db8::2"), "wlp3s0", 7)).isEqualTo("2001:db8:0:0:0:0:0:2");
    assertThat(new Address(Place.host(source, "wlp3s0", 7), 7707))
        .hasToString("[" + LINK_LOCAL + "%wlp3s0]:7707");
  }

  private static Place place(boolean ipv6, String own, int prefix) throws Exception {
    return new Place("eth0", 2, false, ipv6, List.of(new Subnet(ip(own), prefix)));
  }

  private static InetAddress ip(String text) throws Exception {
    return InetAddress.getByName(text);
  }
}
