//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Addresses that begin alike: `10.0.0.0/8`, or a single one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(IpNet);

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let single = text.parse::<IpAddr>().map(IpNet::from);
        let network = single.or_else(|_| text.parse()).map(Self);
        network
            .map_err(|_| "expected an address such as 10.0.0.1, or a network such as 10.0.0.0/8".to_owned())
    }
}

impl Network {
    /// This machine.
    pub(in crate::http) const LOOPBACK_V4: Self =
        Self(IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::LOCALHOST, 8)));

    /// This machine.
    pub(in crate::http) const LOOPBACK_V6: Self =
        Self(IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128)));

    /// Whether the address belongs to it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

/// Whether the client's connection is encrypted, as a trusted proxy says by `X-Forwarded-Proto`: this server itself speaks no TLS.
pub(in crate::http) fn is_encrypted(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted: &[Network],
) -> bool {
    let peer = peer(extensions);
    let scheme = headers.get("x-forwarded-proto");
    trusted.iter().any(|network| network.contains(peer)) && scheme.is_some_and(|scheme| scheme == "https")
}

/// The client's address: that of the connection or, if a trusted proxy is there, the last one in `X-Forwarded-For` that is no
/// trusted proxy's. What stands before it, anybody can have written.
pub(in crate::http) fn client(extensions: &Extensions, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let peer = peer(extensions);
    let is_trusted = |address| trusted.iter().any(|network| network.contains(address));
    // What stands before the proxy's own addition may be no text at all, and takes nothing away from that.
    let values = headers.get_all("x-forwarded-for").iter();
    let named: Vec<&[u8]> = values
        .flat_map(|value| value.as_bytes().split(|&byte| byte == b','))
        .collect();
    let mut client = peer;
    for text in named.into_iter().rev() {
        if !is_trusted(client) {
            break;
        }
        let Some(address) = str::from_utf8(text).ok().and_then(|text| read(text.trim())) else {
            break;
        };
        client = address;
    }
    client
}

/// The address at the other end of the connection.
pub(in crate::http) fn peer(extensions: &Extensions) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0.ip().to_canonical())
}

/// An address, which some proxies write with its port.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text.parse().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    bare.or_else(with_port)
        .map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    #[test]
    fn networks_contain_addresses_that_begin_alike() {
        for (text, inside, outside) in [
            ("10.1.2.3", "10.1.2.3", "10.1.2.4"),
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.0"),
            ("0.0.0.0/0", "192.0.2.1", "::1"),
            ("10.0.0.0/8", "::ffff:10.0.0.1", "::"),
            ("::1", "::1", "::2"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"),
            ("::/0", "2001:db8::", "10.0.0.1"),
        ] {
            assert!(network(text).contains(inside.parse().unwrap()), "{text} {inside}");
            assert!(
                !network(text).contains(outside.parse().unwrap()),
                "{text} {outside}"
            );
        }
        for wrong in [
            "",
            "proxy",
            "10.0.0.0/33",
            "10.0.0.0/x",
            "::/129",
            "10.0.0/8",
            "10.0.0.0/-1",
        ] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut request = axum::http::Request::new(());
        let peer: SocketAddr = format!("{peer}:1234").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        for value in forwarded {
            request
                .headers_mut()
                .append("x-forwarded-for", value.as_bytes().try_into().unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| network(text)).collect();
        client(request.extensions(), request.headers(), &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("192.0.2.1", &["198.51.100.1"], &[]), "192.0.2.1");
        assert_eq!(seen("192.0.2.1", &["198.51.100.1"], &["10.0.0.0/8"]), "192.0.2.1");
        assert_eq!(
            seen("10.0.0.1", &["1.2.3.4, 198.51.100.1"], &["10.0.0.0/8"]),
            "198.51.100.1"
        );
        assert_eq!(
            seen(
                "10.0.0.1",
                &["1.2.3.4, 198.51.100.1", "10.0.0.2"],
                &["10.0.0.0/8"]
            ),
            "198.51.100.1"
        );
        assert_eq!(
            seen("10.0.0.1", &["198.51.100.1:5000"], &["10.0.0.1"]),
            "198.51.100.1"
        );
        assert_eq!(
            seen("10.0.0.1", &["[2001:db8::1]:80"], &["10.0.0.1"]),
            "2001:db8::1"
        );
        // Neither what is no address nor what is no ASCII hides who sent it.
        for made_up in ["nonsense", "\u{fc}", ",", "\u{fc}, 10.0.0.2"] {
            assert_eq!(
                seen(
                    "10.0.0.1",
                    &[&format!("{made_up}, 198.51.100.1")],
                    &["10.0.0.0/8"]
                ),
                "198.51.100.1"
            );
        }
        assert_eq!(seen("10.0.0.1", &["nonsense"], &["10.0.0.1"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[], &["10.0.0.1"]), "10.0.0.1");
    }
}
