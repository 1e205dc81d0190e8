package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// The three days: Monday to Wednesday.
var (
	dayOne = time.Date(2024, 5, 13, 0, 0, 0, 0, time.UTC)
	theEnd = dayOne.AddDate(0, 0, 3)
)

const domain = "nordwind.example"

// person is an employee with a workstation.
type person struct {
	first, last, department, title, city, country string
	account, device, office                       string // office: the address that the city's office has on the internet
	localIP                                       string
	status                                        string
	since                                         string
}

func (p *person) upn() string { return p.account + "@" + domain }

// world is everything that the generator draws from.
type world struct {
	rand   *rand.Rand
	people []*person
	sites  []site
	// The tables.
	signin, process, network, security, hr, threats *table
}

// site is a place on the internet that people's programs talk to.
type site struct {
	host, ip string
	programs []string
}

var firstNames = strings.Fields("Anna Bernd Carla Daniel Elif Finn Greta Hannes Ines Jonas Katja Lars Mona Nils Olga Paul Quirin Rosa Sven Tanja Udo Vera Wim Yara Zoe Amir Britta Chen Dora Emil")
var lastNames = strings.Fields("Albers Brandt Claasen Dietz Ehlers Fuchs Gerdes Hansen Iversen Jansen Keller Lorenz Meyer Noack Otten Petersen Quast Reimers Schulz Thomsen Ulrich Vogt Wagner Yilmaz Ziegler")

func newWorld(seed uint64) *world {
	w := &world{rand: rand.New(rand.NewPCG(seed, 0x68756e74))}
	departments := []struct {
		name, code string
		titles     []string
	}{
		{"Finance", "FIN", []string{"Accountant", "Controller", "Payroll Clerk"}},
		{"Logistics", "LOG", []string{"Dispatcher", "Planner", "Customs Agent"}},
		{"Sales", "SAL", []string{"Account Manager", "Sales Assistant"}},
		{"Engineering", "ENG", []string{"Developer", "Data Engineer"}},
		{"People", "HR", []string{"Recruiter", "HR Partner"}},
		{"IT", "IT", []string{"Administrator", "Helpdesk Agent"}},
	}
	cities := []struct{ city, country, office string }{{"Hamburg", "DE", "192.0.2.10"}, {"Hamburg", "DE", "192.0.2.10"}, {"Rotterdam", "NL", "192.0.2.40"}, {"Gdansk", "PL", "192.0.2.70"}}
	counts := map[string]int{}
	taken := map[string]bool{}
	for len(w.people) < 110 {
		d := departments[w.rand.IntN(len(departments))]
		c := cities[w.rand.IntN(len(cities))]
		p := &person{first: pick(w, firstNames), last: pick(w, lastNames), department: d.name, title: pick(w, d.titles), city: c.city, country: c.country, office: c.office, status: "active"}
		p.account = strings.ToLower(p.first[:1] + "." + p.last)
		if taken[p.account] || p.account == victimAccount {
			continue
		}
		taken[p.account] = true
		counts[d.code]++
		w.employ(p, d.code, counts[d.code])
	}
	counts["FIN"]++
	w.employ(&person{first: "Mona", last: "Keller", department: "Finance", title: "Payroll Clerk", city: "Hamburg", country: "DE", office: "192.0.2.10", status: "parental leave",
		account: victimAccount, since: "2019-03-01"}, "FIN", counts["FIN"])
	for i, host := range strings.Fields("outlook.office365.example login.identity.example teams.meet.example sharepoint.files.example update.os-vendor.example cdn.news.example maps.routing.example api.customs.example erp.nordwind.example git.nordwind.example search.web.example weather.ports.example") {
		programs := []string{"msedge.exe", "chrome.exe"}
		switch {
		case i == 0:
			programs = []string{"OUTLOOK.EXE"}
		case i == 2:
			programs = []string{"ms-teams.exe"}
		case i == 4:
			programs = []string{"svchost.exe"}
		case i == 9:
			programs = []string{"git.exe"}
		}
		w.sites = append(w.sites, site{host, fmt.Sprintf("198.51.100.%d", 130+i), programs})
	}
	w.tables()
	return w
}

func (w *world) employ(p *person, code string, n int) {
	p.device = fmt.Sprintf("%s-WS-%02d", code, n)
	p.localIP = fmt.Sprintf("10.20.%d.%d", 1+len(w.people)/50, 10+len(w.people)%50)
	if p.since == "" {
		p.since = time.Date(2012+w.rand.IntN(12), time.Month(1+w.rand.IntN(12)), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	w.people = append(w.people, p)
}

func (w *world) tables() {
	w.signin = &table{file: "SigninLogs.csv.gz", columns: strings.Split("TimeGenerated,UserPrincipalName,UserDisplayName,AppDisplayName,IPAddress,Location,ResultType,ResultDescription,ClientAppUsed,AuthenticationRequirement,DeviceDetail", ",")}
	w.process = &table{file: "DeviceProcessEvents.csv.gz", columns: strings.Split("TimeGenerated,DeviceName,AccountName,FileName,ProcessCommandLine,ProcessId,InitiatingProcessFileName,InitiatingProcessCommandLine,InitiatingProcessId", ",")}
	w.network = &table{file: "DeviceNetworkEvents.csv.gz", columns: strings.Split("TimeGenerated,DeviceName,InitiatingProcessAccountName,InitiatingProcessFileName,ActionType,LocalIP,RemoteIP,RemotePort,RemoteUrl,AdditionalFields", ",")}
	w.security = &table{file: "SecurityEvent.csv.gz", columns: strings.Split("TimeGenerated,Computer,EventID,Activity,SubjectUserName,TargetUserName,LogonType,IpAddress,ServiceName,ServiceFileName", ",")}
	w.hr = &table{file: "hr_people.csv", columns: strings.Split("Account,Name,Department,Title,City,EmployedSince,Status", ",")}
	w.threats = &table{file: "threat_indicators.csv", columns: strings.Split("Indicator,Type,Confidence,FirstSeen,Description", ",")}
}

func pick[T any](w *world, from []T) T { return from[w.rand.IntN(len(from))] }

// chance is true n times in a hundred.
func (w *world) chance(n int) bool { return w.rand.IntN(100) < n }

// between returns a time in a span, to the second.
func (w *world) between(from, to time.Time) time.Time {
	return from.Add(time.Duration(w.rand.Int64N(int64(to.Sub(from)/time.Second))) * time.Second)
}
