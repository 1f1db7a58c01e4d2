package classify

// Where the types of errors of search engines stand.
const elasticsearch = "github.com/elastic/elasticsearch, opensearch-project/OpenSearch: ElasticsearchException, error.type"

// searchNames are the types of errors that Elasticsearch and OpenSearch answer: the exception's class in snake case.
var searchNames = []nameRow{
	{&optimisticLock, elasticsearch, []string{"version conflict engine"}},
	{&duplicateKey, elasticsearch, []string{"=resource already exists", "=document already exists"}},
	{&calledOverloaded, elasticsearch, []string{"es rejected execution", "=open search rejected execution"}},
	{&calledOutOfMemory, elasticsearch, []string{"circuit breaking"}},
	{&querySchema, elasticsearch, []string{
		"=index not found", "mapper parsing", "=strict dynamic mapping", "=document parsing", "=query shard", "=parsing exception",
		"=x content parse", "=named object not found",
	}},
	{&noServerSelected, elasticsearch, []string{"=search phase execution"}},
	{&invalidInput, elasticsearch, []string{"=action request validation"}},
	{&notFound, elasticsearch, []string{"=document missing"}},
	{&readOnly, elasticsearch, []string{"cluster block"}},
	{&notLeader, elasticsearch, []string{"=master not discovered", "=cluster manager not discovered", "=not master"}},
	{&insufficientReplicas, elasticsearch, []string{"=unavailable shards", "=no shard available action", "=process cluster event timeout"}},
	{&timeout, elasticsearch, []string{"=receive timeout transport"}},
	{&connectionFailed, elasticsearch, []string{"=node not connected", "=connect transport", "=node disconnected", "=node closed"}},
	{&statementTooComplex, elasticsearch, []string{"=too many buckets", "=too many clauses"}},
	{&queryCanceled, elasticsearch, []string{"=task cancelled"}},
	{&stateConflict, elasticsearch, []string{"=index closed", "=snapshot in progress", "=concurrent snapshot execution"}},
}
