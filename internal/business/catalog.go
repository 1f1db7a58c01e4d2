package business

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
)

// Catalog is a Config, compiled. It never changes, so any number of Matchers may share it.
type Catalog struct {
	Currency   string // ISO 4217
	ManyActors int
	Processes  []*Process // in the order of the configuration
	Partners   []*Partner // likewise

	rates map[string]float64

	tenantAttribute, tierAttribute string
	tenants                        map[string]string // those that any process names; each by itself
	tiers                          map[string]*Tier  // by the attribute's value
	servers                        []serverPattern   // of all processes
	byPeer                         map[string]*Partner
	byAttribute                    []partnerAttribute
}

// Tier is a class of customers, as it is declared.
type Tier struct{ TierConfig }

// partnerAttribute is a span attribute whose values name partners.
type partnerAttribute struct {
	name   string
	values map[string]*Partner
}

// Compile makes a Catalog of a Config that Check has nothing to say of. Parse compiles the conditions. An error begins with the
// key path below business.
func Compile(config *Config, parse func(condition string) (*spancondition.Condition, error)) (*Catalog, error) {
	c := &Catalog{
		Currency: config.Currency, ManyActors: config.ManyActors, rates: config.Rates, tenantAttribute: config.TenantAttribute,
		tierAttribute: config.TierAttribute, tenants: make(map[string]string), tiers: make(map[string]*Tier), byPeer: make(map[string]*Partner),
	}
	for i := range config.Processes {
		p, err := compileProcess(config.Processes[i], parse)
		if err != nil {
			return nil, fmt.Errorf("processes::%d::%w", i, err)
		}
		p.Index = i
		c.Processes = append(c.Processes, p)
		c.servers = append(c.servers, p.servers...)
		for _, tenant := range p.Match.Tenants {
			c.tenants[tenant] = tenant
		}
	}
	for i := range config.Partners {
		p, err := compilePartner(config.Partners[i])
		if err != nil {
			return nil, fmt.Errorf("partners::%d::%w", i, err)
		}
		p.Index = i
		c.addPartner(p)
	}
	for i := range config.Tiers {
		tier := &Tier{config.Tiers[i]}
		for _, value := range tier.values() {
			c.tiers[value] = tier
		}
	}
	return c, nil
}

func (c *Catalog) addPartner(p *Partner) {
	c.Partners = append(c.Partners, p)
	for _, name := range p.Match.Services {
		c.byPeer[name] = p
	}
	for name, values := range p.Match.Attributes {
		place := -1
		for i := range c.byAttribute {
			if c.byAttribute[i].name == name {
				place = i
			}
		}
		if place < 0 {
			place = len(c.byAttribute)
			c.byAttribute = append(c.byAttribute, partnerAttribute{name, make(map[string]*Partner)})
		}
		for _, value := range values {
			c.byAttribute[place].values[value] = p
		}
	}
}

// AsksPeers reports whether Call.Peer matters.
func (c *Catalog) AsksPeers() bool { return len(c.byPeer) > 0 }

// AsksServers reports whether Call.Server matters on the answering side.
func (c *Catalog) AsksServers() bool { return len(c.servers) > 0 }

// Rate is what one unit of a currency is worth in the catalog's own.
func (c *Catalog) Rate(currency string) (rate float64, known bool) {
	if currency == c.Currency {
		return 1, true
	}
	rate, known = c.rates[currency]
	return rate, known
}
