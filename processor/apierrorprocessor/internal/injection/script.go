package injection

import (
	"strings"

	libinjection "github.com/corazawaf/libinjection-go"
)

// script recognises what a browser would run if it were shown the value.
func script(text string) string {
	if strings.ContainsAny(text, "<>\"'`=:") && libinjection.IsXSS(text) {
		return "HTML that runs a script"
	}
	if sign := containsAny(text, "<script", "</script", "<? echo", "<?php", "document.cookie", "document.write(", "document.location",
		"document.domain", "window.location=", "string.fromcharcode", ".innerhtml", "data:text/html", "constructor.constructor",
		"livescript:", "mocha:", "-o-link:", "javascript:alert", "javascript://", "src=javascript", "&{alert(", "expression(alert"); sign != "" {
		return sign
	}
	if sign := schemed(text); sign != "" {
		return sign
	}
	if sign := calls(text, proof, "alert", "confirm", "prompt", "eval"); sign != "" && strings.ContainsAny(text, "<>\"';={}[]/") {
		return sign
	}
	return handler(text)
}

// proof is what somebody shows who proves that a script runs: a number, a text, something of the document.
func proof(argument string) bool {
	return number(argument) || prefixOf(argument, "'", "\"", "`", "/", "xss", "document", "string.", "window", "this", "cross") != ""
}

// schemed finds a script in place of a link: after a quote, an equals sign, or at the beginning. Browsers read over white space in it.
func schemed(text string) string {
	const scheme = "javascript:"
	squeezed := strings.ReplaceAll(text, " ", "")
	for from := 0; ; {
		at := strings.Index(squeezed[from:], scheme)
		if at < 0 {
			return ""
		}
		at += from
		from = at + len(scheme)
		if at == 0 || strings.IndexByte("\"'=(<`/", squeezed[at-1]) >= 0 {
			return scheme
		}
	}
}

// handler finds an attribute that is a script: onerror=, in a tag or after a quote that ends one's value.
func handler(text string) string {
	for rest := text; ; {
		at := strings.Index(rest, "on")
		if at < 0 {
			return ""
		}
		begins := at > 0 && strings.IndexByte(" \"'/`", rest[at-1]) >= 0
		end := at + len("on")
		for end < len(rest) && isLetter(rest[end]) {
			end++
		}
		value, assigned := strings.CutPrefix(strings.TrimLeft(rest[end:], " !#$%&()*~+-_.,:;?@[/|\\]^`"), "=")
		if begins && assigned && events[rest[at:end]] && (strings.ContainsAny(text, "<>\"'") || strings.Contains(value, "(")) {
			return rest[at:end] + "="
		}
		rest = rest[end:]
	}
}

// events are those of HTML that payloads wait for (html.spec.whatwg.org, event handlers).
var events = func() map[string]bool {
	names := make(map[string]bool)
	for _, name := range strings.Fields(`onabort onactivate onanimationend onanimationstart onauxclick onbeforeunload onblur oncanplay onchange
		onclick oncontextmenu oncopy oncut ondblclick ondrag ondrop onerror onfilterchange onfocus onfocusin onhashchange oninput oninvalid
		onkeydown onkeypress onkeyup onload onloadstart onmessage onmousedown onmouseenter onmouseleave onmousemove onmouseout
		onmouseover onmouseup onpageshow onpaste onplay onpointerdown onpointerenter onpointerover onpopstate onpropertychange
		onreadystatechange onreset onresize onscroll onsearch onselect onshow onstart onsubmit ontoggle ontouchstart ontransitionend
		onunload onwheel`) {
		names[name] = true
	}
	return names
}()
