"""What peers with good certificates may not send, and what becomes of it."""

import struct

import basp


def deep(levels):
    """A message within a message within a message."""
    inner = b""
    for _ in range(levels):
        inner = b"\0\0" + basp.text("@<>+@message") + inner
    return inner


# What an agent may not send: the reason that ends its link, and the frames, most of them after a
# proper introduction. `p` is the agent, `d` the node of another one that is attached.
BEFORE_THE_HANDSHAKE = {
    "a heartbeat": ("handshake_missing", lambda p, d: basp.heartbeat()),
    "a hello": ("handshake_missing", lambda p, d: basp.hello(p.actor)),
    "monitoring": ("handshake_missing", lambda p, d: basp.monitor(p.own, p.hub, p.actor)),
    "a hub's handshake": ("handshake_missing", lambda p, d: basp.server_handshake(p.own, 1)),
    "the node of the hub": ("node_taken", lambda p, d: basp.client_handshake(p.hub)),
    "the node of another agent": ("node_taken", lambda p, d: basp.client_handshake(d)),
    "half a node": ("handshake_malformed", lambda p, d: basp.client_handshake(p.own[:16])),
    "garbage": ("header_malformed", lambda p, d: b"\1\1\1\1\0\0\0\0" * 4),
}
AFTER_THE_HANDSHAKE = {
    "a third handshake": ("handshake_repeated", lambda p, d: basp.client_handshake(p.own)),
    "another node": ("handshake_repeated", lambda p, d: basp.client_handshake(d)),
    "64 KiB and a byte": ("frame_too_large", lambda p, d: basp.frame(basp.DIRECT, size=65537)),
    "4 GB": ("frame_too_large", lambda p, d: basp.frame(basp.DIRECT, size=0xffffffff)),
    "4 GB of heartbeat": ("frame_too_large",
                          lambda p, d: basp.frame(basp.HEARTBEAT, size=0xffffffff)),
    "nested messages": ("type_not_permitted",
                        lambda p, d: basp.message(p.actor, ["@message"], deep(4000))),
    "a message beside a hello": ("type_not_permitted", lambda p, d: basp.message(
        p.actor, ["riskd::agent_hello", "@message"], deep(4000))),
    "an error": ("type_not_permitted", lambda p, d: basp.message(p.actor, ["@error"])),
    "an exit": ("type_not_permitted", lambda p, d: basp.message(p.actor, ["@exit"], p.own)),
    "a down": ("type_not_permitted", lambda p, d: basp.message(p.actor, ["@down"], p.own)),
    "a list of bytes": ("type_not_permitted",
                        lambda p, d: basp.message(p.actor, ["@charbuf"], basp.size_of(2 ** 32 - 1))),
    "what only hubs say": ("type_not_permitted",
                           lambda p, d: basp.receipt(p.actor, 8, 0)),
    "what only this hub's actors say": ("type_not_permitted",
                                        lambda p, d: basp.message(p.actor, ["update_arrived"])),
    "a kill for the first actor": ("destination_not_permitted",
                                   lambda p, d: basp.message(1, ["@exit"], p.own)),
    "a kill for the actor before": ("destination_not_permitted",
                                    lambda p, d: basp.message(p.actor - 1, ["@exit"], p.own)),
    "a hello for the next actor": ("destination_not_permitted",
                                   lambda p, d: basp.hello(p.actor + 1)),
    "a hello for nobody": ("destination_not_permitted", lambda p, d: basp.hello(0)),
    "an answer": ("category_not_permitted", lambda p, d: basp.message(
        p.actor, ["riskd::agent_hello"], data=basp.RESPONSE + 1)),
    "an urgent message": ("category_not_permitted", lambda p, d: basp.message(
        p.actor, ["riskd::agent_hello"], data=0)),
    "a message to be passed on": ("forwarding_not_permitted", lambda p, d: basp.frame(
        basp.DIRECT, b"\1" + p.hub, data=basp.ORDINARY, source=8, destination=p.actor)),
    "a routed message": ("operation_not_permitted", lambda p, d: basp.frame(
        basp.ROUTED, d + p.hub + basp.content(["riskd::agent_hello"]), data=basp.ORDINARY,
        source=8, destination=p.actor)),
    "an unknown operation": ("operation_not_permitted", lambda p, d: basp.frame(7)),
    "unknown flags": ("header_malformed",
                      lambda p, d: basp.message(p.actor, ["riskd::agent_hello"], flags=3)),
    "monitoring in another's name": ("node_forged",
                                     lambda p, d: basp.monitor(d, p.hub, p.actor)),
    "monitoring at another agent": ("node_forged", lambda p, d: basp.monitor(p.own, d, p.actor)),
    "monitoring of another actor": ("destination_not_permitted",
                                    lambda p, d: basp.monitor(p.own, p.hub, p.actor - 1)),
    "the end of another's actor": ("node_forged", lambda p, d: basp.down(d, p.hub)),
    "the end of the hub's actor": ("node_forged", lambda p, d: basp.down(p.hub, p.own, p.actor)),
    "an end with nested errors": ("down_malformed", lambda p, d: basp.frame(
        basp.DOWN, p.own + p.hub + struct.pack(">BQ", 4, 1) + deep(1000), source=8)),
    "monitoring by the thousand": ("too_many_monitors",
                                   lambda p, d: basp.monitor(p.own, p.hub, p.actor) * 5000),
    "a thousand senders": ("too_many_senders", lambda p, d: b"".join(
        basp.message(p.actor, ["riskd::agent_hello"], struct.pack(">I", 1) + basp.text(""), each)
        for each in range(1, 1001))),
    "more bytes than it may send": ("too_many_bytes", lambda p, d: basp.message(
        basp.SPAWN_SERVER, ["@str"], bytes(60_000), flags=basp.NAMED) * 1_500),
}

# What the gate lets pass, and the hub's actor does not bear: how it says why.
AT_THE_ACTOR = {
    "an update without a hello": ("before the hello", lambda p: basp.update(p.actor, 1)),
    "a second hello": ("a second hello", lambda p: basp.hello(p.actor) * 2),
    "another protocol": ("another protocol", lambda p: basp.hello(p.actor, protocol=2)),
    "the second update first": ("is missing", lambda p: basp.hello(p.actor)
                                + basp.update(p.actor, 2)),
    "an update twice": ("is missing", lambda p: basp.hello(p.actor)
                        + basp.update(p.actor, 1) * 2),
    "an account without a name": ("name of an account", lambda p: basp.hello(p.actor)
                                  + basp.update(
        p.actor, 1, accounts=[basp.account("")])),
}

# What a hub may not send. `p` is the hub; before its handshake nothing is known of the agent.
INSTEAD_OF_A_GREETING = {
    "an agent's handshake": ("handshake_missing", lambda p: basp.client_handshake(p.own)),
    "a receipt before the handshake": ("handshake_missing", lambda p: basp.receipt(6, 6, 0)),
    "another version": ("version_unknown", lambda p: basp.frame(
        basp.SERVER_HANDSHAKE, p.own + bytes(10), data=4)),
    "nobody on offer": ("handshake_malformed", lambda p: basp.server_handshake(p.own, 0)),
    "4 GB of greeting": ("frame_too_large", lambda p: basp.frame(
        basp.SERVER_HANDSHAKE, data=basp.VERSION, size=0xffffffff)),
    "garbage": ("header_malformed", lambda p: b"\1\1\1\1\0\0\0\0" * 4),
}
TO_AN_AGENT = {
    "64 KiB and a byte": ("frame_too_large", lambda p: basp.frame(basp.DIRECT, size=65537)),
    "4 GB": ("frame_too_large", lambda p: basp.frame(basp.DIRECT, size=0xffffffff)),
    "what only agents say": ("type_not_permitted", lambda p: basp.hello(p.uplink)),
    "what only this agent's actors say": (
        "type_not_permitted", lambda p: basp.message(p.uplink, ["line_opened"], bytes(4))),
    "nested messages": ("type_not_permitted",
                        lambda p: basp.message(p.uplink, ["@message"], deep(4000))),
    "an error": ("type_not_permitted", lambda p: basp.message(p.uplink, ["@error"])),
    "a kill": ("type_not_permitted", lambda p: basp.message(p.uplink, ["@exit"], p.own)),
    "a kill for another actor": ("destination_not_permitted",
                                 lambda p: basp.message(p.uplink - 1, ["@exit"], p.own)),
    "a second greeting": ("handshake_repeated",
                          lambda p: basp.server_handshake(p.own, p.actor)),
    "a routed message": ("operation_not_permitted", lambda p: basp.frame(
        basp.ROUTED, p.own + p.agent, source=p.actor, destination=p.uplink)),
    "an answer": ("category_not_permitted", lambda p: basp.message(
        p.uplink, ["riskd::hub_receipt"], bytes(24), data=basp.RESPONSE + 1)),
    "monitoring in another's name": ("node_forged", lambda p: basp.monitor(
        basp.node(1), p.agent, p.uplink)),
    "monitoring by the thousand": ("too_many_monitors", lambda p: basp.monitor(
        p.own, p.agent, p.uplink) * 5000),
    "the end of another's actor": ("node_forged", lambda p: basp.down(basp.node(1), p.agent)),
}
