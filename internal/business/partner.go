package business

import "fmt"

// Partner is a third party as it is declared. It never changes.
type Partner struct {
	PartnerConfig
	Index int // its place in the configuration

	servers []serverPattern
}

func compilePartner(config PartnerConfig) (*Partner, error) {
	p := &Partner{PartnerConfig: config}
	for i, pattern := range config.Match.Servers {
		server, err := parseServer(pattern)
		if err != nil {
			return nil, fmt.Errorf("match::servers::%d: %q: %w", i, pattern, err)
		}
		p.servers = append(p.servers, server)
	}
	return p, nil
}
