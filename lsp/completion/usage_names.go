package completion

// The names that real queries use most: counted in some 5,000 public hunting queries. They order what is offered where
// nothing better is known; what is not listed comes behind, in the order of its table.

// usedTables are tables, most used first.
var usedTables = ranks(`StormEvents DeviceNetworkEvents DeviceProcessEvents SigninLogs AzureDiagnostics DeviceEvents AuditLogs SecurityEvent Perf CloudAppEvents
	DeviceFileEvents OfficeActivity SecurityAlert IdentityInfo DeviceInfo AzureActivity EmailEvents AADSignInEventsBeta Event DeviceImageLoadEvents
	Operation DeviceRegistryEvents DeviceLogonEvents IdentityDirectoryEvents DeviceTvmSoftwareVulnerabilities AVSSyslog Heartbeat
	IdentityLogonEvents Syslog AlertInfo AADServicePrincipalSignInLogs AADUserRiskEvents W3CIISLog ACSCallSummary ApiManagementGatewayLogs AzureMetrics
	ACSCallDiagnostics SecurityIncident InsightsMetrics ABSBotRequests Update MicrosoftGraphActivityLogs AADNonInteractiveUserSignInLogs
	EmailAttachmentInfo PopulationData Usage AWSCloudTrail LAQueryLogs StorageBlobLogs ACSCallAutomationIncomingOperations AZMSRunTimeAuditLogs
	DeviceTvmSoftwareInventory SignalRServiceDiagnosticLogs WindowsEvent WVDConnections ThreatIntelligenceIndicator ACSCallSurvey IdentityQueryEvents
	WireData customEvents DeviceNetworkInfo AADSpnSignInEventsBeta ADAssessmentRecommendation AppRequests UrlClickEvents ACSAdvancedMessagingOperations
	AlertEvidence AZMSOperationalLogs CommonSecurityLog DeviceTvmSecureConfigurationAssessment SQLAssessmentRecommendation ExposureGraphEdges OAuthAppInfo
	GraphAPIAuditEvents IntuneDevices DeviceTvmBrowserExtensions US_States AADManagedIdentitySignInLogs ACSCallRecordingIncomingOperations
	ACSCallRecordingSummary AppPlatformSystemLogs AZKVAuditLogs AzureAttestationDiagnostics ConfigurationChange EmailPostDeliveryEvents FunctionAppLogs
	nyc_taxi NY_Manhattan_Roads ConferenceSessions ACSAuthIncomingOperations ACSCallClientOperations ACSChatIncomingOperations
	ACSJobRouterIncomingOperations ACSSMSIncomingOperations AegDeliveryFailureLogs AHDSMedTechDiagnosticLogs AppServiceHTTPLogs ASCDeviceEvents
	CIEventsAudit KubePodInventory DnsEvents MNFDeviceUpdates REDConnectionEvents ResourceManagementPublicAccessLogs UpdateSummary WaaSUpdateStatus
	DeviceTvmSoftwareVulnerabilitiesKB US_Counties AADRiskyUsers ACICollaborationAudit ACSBillingUsage AddonAzureBackupJobs ADXTableUsageStatistics
	AEWComputePipelinesLogs AmlComputeJobEvent AOIStorage CIEventsOperational ContainerLog KubeNodeInventory MicrosoftDataShareReceivedSnapshotLog
	OEPAirFlowTask VCoreMongoRequests WaaSDeploymentStatus WVDConnectionNetworkData EmailUrlInfo DeviceTvmBrowserExtensionsKB pageViews AACHttpRequest
	AADProvisioningLogs ACSCallAutomationMediaSummary ACSEmailStatusUpdateOperational ACSRoomsIncomingOperations ADXIngestionBatching
	AegPublishFailureLogs AGCAccessLogs AgriFoodFarmManagementLogs AgriFoodJobProcessedLogs AmlComputeClusterEvent AMSKeyDeliveryRequests Anomalies
	AppServiceAuthenticationLogs AutoscaleScaleActionsLog CHSMManagementAuditLogs CHSMServiceOperationAuditLogs FailedIngestion
	MicrosoftDataShareSentSnapshotLog ProtectionStatus StorageCacheOperationEvents TSIIngress VIAudit WVDCheckpoints WVDErrors DeviceFileCertificateInfo
	Alert ExposureGraphNodes resources requests AACAudit`)

// usedColumns are columns of any table, most used first.
var usedColumns = ranks(`TimeGenerated DeviceName ActionType Timestamp OperationName _ResourceId FileName ResultType InitiatingProcessCommandLine State ProcessCommandLine
	DeviceId RemoteIP EventID InitiatingProcessFileName UserPrincipalName Category AdditionalFields Computer RemotePort RemoteUrl InitiatedBy
	TargetResources FolderPath InitiatingProcessAccountName ResourceProvider EventType AccountName IPAddress RawEventData CorrelationId AppDisplayName
	CounterName StartTime AccountUpn Message Resource Operation UserId SHA1 CounterValue AlertName LogonType AccountDisplayName DamageProperty
	ResultDescription ObjectName Status AccountUPN Application AccountDomain LocalPort UserAgent ProviderName UserType Level ErrorCode RemoteIPType Result
	TimeStamp ResourceId Location NetworkMessageId Protocol OperationNameValue AccountObjectId LocalIP EventName Caller RecipientEmailAddress
	OperationVersion Properties OSPlatform Name DurationMs InstanceName AccountId InitiatingProcessFolderPath CommandLine Type Identity CallerIpAddress
	ReportId InitiatingProcessAccountUpn DamageCrops AppId ResultSignature ResourceType EmailDirection Title SenderFromAddress Subject ResourceGroup
	ExtendedProperties AssignedRoles BeginLat ActivityStatusValue EventData LocalIPType RegistryKey InitiatingProcessParentFileName SHA256 OsVer
	DeathsDirect Provider BeginLon Entities AuthenticationRequirement AccountSid ServicePrincipalName ServicePrincipalId properties_s Account Country
	EndTime InjuriesDirect CompromisedEntity EpisodeId OfficeWorkload Activity AdditionalDetails RiskLevelDuringSignIn CveId OfficeObjectId AlertId
	RequestUri SubscriptionId LogicalServerName_s Region_s EventLog TargetAccount AuthenticationDetails Namespace DeviceType Properties_d
	RenderedDescription ResourceDisplayName InitiatingProcessAccountSid Source features RegistryValueData ThreatTypes DeathsIndirect ClientIp MetricName
	UserName ClientIP event_time_t SoftwareName Classification ClientAppUsed InitiatingProcessAccountDomain InitiatingProcessSHA1 InitiatingProcessId
	IsLocalAdmin UserDisplayName RiskState RecommendationResult UpdateState OSType AccountType HomeTenantId AADTenantId ConditionalAccessPolicies num sid
	InjuriesIndirect ActivityName ActivityStatus requestUri_s Parameters SubjectAccount SyslogMessage DeviceDetail ResourceTenantId City EventId Quantity
	_SubscriptionId AppName event_class_s Optional Description ActivityDisplayName DestinationDeviceName InitiatingProcessSHA256 DeliveryAction
	client_ip_s RegistryValueName ShareName Population Val TenantId ResponseCode ServiceName NetworkType ProcessVersionInfoOriginalFileName IncidentNumber
	LoggedByService ResultReason Members SenderMailFromAddress application_name_s MD5 timestamp EventCategory ItemCount Average Origin TargetUserName
	ProcessName Facility ComputerID SourceSystem SessionId QueryType Url IpAddress VulnerabilitySeverityLevel RiskDetail DetectionTimingType LoggedOnUsers
	TeamName TargetUserOrGroupType database_name_s name LocationDetails ParticipantId EntityType LogType Severity ClusterName Log SourceFileName
	ApplicationId RiskEventType TargetAccountUpn SoftwareVersion EmployeeId TargetUserOrGroupName IPAddresses ObjectId Department DataType OperationId
	id_s isReceivedFromClient_b action_s DeviceProduct IsCompliant ConnectionType Id AlertSeverity EdgeLabel TargetNodeName SourceNodeName AppOrigin
	OAuthAppId PrivilegeLevel InitiatingProcessVersionInfoOriginalFileName ExtensionName ConfigurationId UserAccountControl JobTitle CommunicationType
	ProcessId RelativeTargetName AttachmentCount BeginLocation StatusCode CallStartTime EndpointId DatabaseName AttackTechniques EventSource
	ResourceProviderValue ActivitySubstatusValue httpStatusCode_s userAgent_s clientIp_s CallerIPAddress status_s EventName_s ConfigChangeType
	IsApplicable Product Tags RecordType StatusText KBID GroupMembership SystemAlertId FileSize OnboardingStatus TargetDomainName IsInternetFacing
	UserIdentityArn SubjectDomainName RiskEventTypes NetworkLocationDetails Actor ProductName action_name_s FileOriginUrl ActivityObjects EpisodeNarrative
	RiskLevel Channel TargetResourceId CallType RecordingId JobUniqueId Database Table HttpStatusCode DetectionSource ClientType UserIdentityAccountId
	ActivityType Action CategoryValue RunbookName_s JobId_g clientIP_s msg_s Maximum SenderFromDomain EventLevelName SourceComputerId Workload
	ConnectionId Uri ParentProcessName PublishedDate IsGuestUser RequestMethod ExtensionId ExtensionRisk SoftwareVendor OSVersion OSBuild SubjectUserName
	RequestParameters user_Id PreviousRegistryValueData ISP OnPremSid EndLocation SubjectUserSid RequestId ResultCode EntitlementResult GrantType
	OperationPayload CallDuration FocusArea JobStatus TableName ExperimentationGroup InstanceId FilePath IsRequestSuccess Success TimeTaken AWSRegion
	SourceIpAddress UserIdentityUserName ResponseElements UserIdentityPrincipalid AuthType AuthKey httpVersion_s ruleName_s ip_s event_subclass_s calls_s
	collectionName_s resource_workflowName_s resource_runId_s DeviceVendor _BilledSize EndOfSupportStatus Approved Query ResponseStatusCode DagName
	EventOriginalType ActorName Process NewProcessName AuthenticationType IsBillable scStatus csUriStem cIP EdgeProperties SourceNodeLabel
	TargetDeviceName AddedOnTime AppOwnerTenantId`)

// usedColumnsOf are the columns of well-known tables, most used first.
var usedColumnsOf = map[string]map[string]int{
	"AADManagedIdentitySignInLogs":    ranks(`ServicePrincipalId TimeGenerated ServicePrincipalName ResultType ResourceDisplayName`),
	"AADNonInteractiveUserSignInLogs": ranks(`TimeGenerated UserPrincipalName AppId IPAddress ResultType LocationDetails ResourceDisplayName ResourceIdentity UserAgent`),
	"AADServicePrincipalSignInLogs":   ranks(`TimeGenerated ResultType ServicePrincipalName ServicePrincipalId AppId IPAddress OperationName`),
	"AADSignInEventsBeta": ranks(`AccountUpn Timestamp ErrorCode IPAddress Application LogonType Country AccountObjectId RiskLevelDuringSignIn ClientAppUsed SessionId
	AccountDisplayName UserAgent TimeGenerated IsGuestUser CorrelationId ApplicationId LastPasswordChangeTimestamp OSPlatform DeviceName AadDeviceId
	ConditionalAccessPolicies RiskEventTypes AuthenticationRequirement City DeviceTrustType`),
	"AADSpnSignInEventsBeta": ranks(`ServicePrincipalName Timestamp ErrorCode IPAddress ApplicationId ServicePrincipalId IsManagedIdentity Country`),
	"AADUserRiskEvents": ranks(`TimeGenerated UserPrincipalName DetectionTimingType RiskEventType RiskDetail RiskState CorrelationId UserId IpAddress OperationName Location RiskLevel
	RequestId`),
	"ABSBotRequests":                      ranks(`TimeGenerated OperationName ResultCode Channel`),
	"ACSAdvancedMessagingOperations":      ranks(`OperationName OperationVersion TimeGenerated ResultType MessageType`),
	"ACSCallAutomationIncomingOperations": ranks(`OperationName OperationVersion CorrelationId ResultType`),
	"ACSCallDiagnostics":                  ranks(`CorrelationId JitterAvg PacketLossRateAvg RoundTripTimeAvg MediaType`),
	"ACSCallRecordingIncomingOperations":  ranks(`OperationName OperationVersion ResultType`),
	"ACSCallRecordingSummary":             ranks(`RecordingId RecordingLength TimeGenerated`),
	"ACSCallSummary": ranks(`CorrelationId ParticipantId CallStartTime EndpointId CallType CallDuration EndpointType TimeGenerated OperationName ParticipantStartTime
	ParticipantDuration PstnParticipantCallType Identifier ParticipantEndReason SdkVersion OsVersion`),
	"AWSCloudTrail": ranks(`EventName TimeGenerated UserIdentityArn UserIdentityAccountId RequestParameters AWSRegion SourceIpAddress EventSource UserIdentityUserName
	ResponseElements UserIdentityPrincipalid UserAgent EventTypeName AdditionalEventData SessionMfaAuthenticated SessionIssuerUserName`),
	"AZKVAuditLogs":            ranks(`OperationName TimeGenerated RequestUri _ResourceId DurationMs`),
	"AZMSOperationalLogs":      ranks(`EventName _ResourceId Caller Provider Status _SubscriptionId`),
	"AZMSRunTimeAuditLogs":     ranks(`Protocol NetworkType ClientIp _ResourceId Provider ActivityName Status AuthType AuthKey`),
	"AlertEvidence":            ranks(`AlertId Timestamp Title EntityType Severity DetectionSource AccountObjectId DeviceName AccountUpn AdditionalFields`),
	"AlertInfo":                ranks(`AlertId Timestamp Title AttackTechniques`),
	"ApiManagementGatewayLogs": ranks(`TimeGenerated CorrelationId _ResourceId IsRequestSuccess RequestSize ResponseSize ResponseCode BackendResponseCode`),
	"AppPlatformSystemLogs":    ranks(`Log LogType ServiceName TimeGenerated _ResourceId Level Stack Thread`),
	"AppRequests":              ranks(`_ResourceId ItemCount DurationMs TimeGenerated Success OperationName Name`),
	"AuditLogs": ranks(`OperationName TimeGenerated InitiatedBy TargetResources Result ResultDescription AdditionalDetails CorrelationId Category Identity ResultType
	ActivityDisplayName LoggedByService ResultReason Location Id Type Resource AADTenantId Level ResultSignature DurationMs ResourceGroup AADOperationType
	OperationVersion ActivityDateTime ResourceId SourceSystem TenantId ResourceProvider`),
	"AzureActivity": ranks(`TimeGenerated OperationNameValue Caller ActivityStatusValue ResourceGroup Properties_d CallerIpAddress ActivityStatus OperationName Properties
	SubscriptionId CorrelationId ResourceProviderValue ActivitySubstatusValue CategoryValue _ResourceId Resource ResourceProvider Category ResourceId
	Authorization`),
	"AzureAttestationDiagnostics": ranks(`OperationName ResultSignature _ResourceId`),
	"AzureDiagnostics": ranks(`Category TimeGenerated ResourceProvider OperationName _ResourceId Resource ResourceType properties_s Level ResourceId Message LogicalServerName_s
	Region_s ResultType event_time_t requestUri_s event_class_s client_ip_s application_name_s database_name_s id_s isReceivedFromClient_b action_s
	httpStatusCode_s userAgent_s clientIp_s CallerIPAddress status_s SubscriptionId EventName_s`),
	"AzureMetrics": ranks(`TimeGenerated MetricName Average Resource Maximum ResourceProvider _ResourceId Minimum Total`),
	"CloudAppEvents": ranks(`RawEventData ActionType Timestamp TimeGenerated AccountDisplayName AccountId Application IPAddress AccountObjectId ObjectName ObjectId ActivityObjects
	DeviceType OSPlatform CountryCode Type AccountType ISP IPCategory UserAgent IsImpersonated IsAdminOperation ActivityType`),
	"CommonSecurityLog":   ranks(`DeviceProduct TimeGenerated DeviceVendor _BilledSize`),
	"ConfigurationChange": ranks(`ConfigChangeType TimeGenerated SvcState ChangeCategory`),
	"DeviceEvents": ranks(`ActionType DeviceName AdditionalFields Timestamp TimeGenerated FileName InitiatingProcessCommandLine DeviceId InitiatingProcessFileName RemoteUrl
	InitiatingProcessAccountName FolderPath AccountName SHA1 InitiatingProcessFolderPath ProcessCommandLine InitiatingProcessAccountUpn RemoteIP
	AccountDomain InitiatingProcessSHA256 InitiatingProcessParentFileName ReportId InitiatingProcessId InitiatingProcessSHA1 InitiatingProcessAccountSid
	AccountSid RemotePort FileSize LocalPort SHA256`),
	"DeviceFileEvents": ranks(`FolderPath FileName DeviceName Timestamp ActionType TimeGenerated SHA1 DeviceId InitiatingProcessCommandLine InitiatingProcessAccountName SHA256
	InitiatingProcessFileName AdditionalFields InitiatingProcessSHA1 FileOriginUrl ReportId MD5 FileSize FileOriginReferrerUrl InitiatingProcessAccountSid
	PreviousFileName InitiatingProcessAccountUpn InitiatingProcessFolderPath InitiatingProcessParentFileName InitiatingProcessAccountDomain Type`),
	"DeviceImageLoadEvents": ranks(`FileName SHA1 FolderPath InitiatingProcessFileName DeviceName Timestamp InitiatingProcessSHA1 ActionType InitiatingProcessCommandLine TimeGenerated
	DeviceId InitiatingProcessRemoteSessionIP IsInitiatingProcessRemoteSession InitiatingProcessRemoteSessionDeviceName InitiatingProcessAccountUpn
	InitiatingProcessAccountSid InitiatingProcessFolderPath`),
	"DeviceInfo": ranks(`DeviceName DeviceId Timestamp TimeGenerated OSPlatform DeviceType AdditionalFields LoggedOnUsers OnboardingStatus IsInternetFacing OSVersion OSBuild
	ExposureLevel MachineGroup OSVersionInfo PublicIP ReportId Type RegistryDeviceTag`),
	"DeviceLogonEvents": ranks(`DeviceName LogonType AccountName ActionType IsLocalAdmin AdditionalFields Timestamp InitiatingProcessCommandLine AccountDomain TimeGenerated DeviceId
	RemoteIP RemoteIPType InitiatingProcessFileName RemoteDeviceName ReportId AccountSid FailureReason`),
	"DeviceNetworkEvents": ranks(`DeviceName RemoteIP RemotePort ActionType TimeGenerated Timestamp RemoteUrl InitiatingProcessAccountName InitiatingProcessCommandLine
	InitiatingProcessFileName DeviceId LocalPort RemoteIPType LocalIP AdditionalFields LocalIPType Protocol InitiatingProcessAccountSid
	InitiatingProcessFolderPath InitiatingProcessAccountDomain ReportId InitiatingProcessAccountUpn InitiatingProcessId InitiatingProcessSHA1
	InitiatingProcessSHA256 InitiatingProcessCreationTime InitiatingProcessMD5 InitiatingProcessVersionInfoOriginalFileName`),
	"DeviceNetworkInfo": ranks(`IPAddresses DeviceName Timestamp DeviceId NetworkAdapterStatus TimeGenerated`),
	"DeviceProcessEvents": ranks(`ProcessCommandLine DeviceName FileName Timestamp InitiatingProcessCommandLine InitiatingProcessFileName TimeGenerated ActionType AccountName
	FolderPath DeviceId AccountDomain AccountUpn SHA1 InitiatingProcessParentFileName AccountSid ReportId ProcessVersionInfoOriginalFileName
	InitiatingProcessSHA1 InitiatingProcessId InitiatingProcessAccountName SHA256 InitiatingProcessAccountSid InitiatingProcessFolderPath
	InitiatingProcessAccountUpn AdditionalFields InitiatingProcessVersionInfoOriginalFileName ProcessVersionInfoCompanyName ProcessVersionInfoProductName
	ProcessId`),
	"DeviceRegistryEvents": ranks(`RegistryKey ActionType DeviceName Timestamp RegistryValueData TimeGenerated DeviceId RegistryValueName InitiatingProcessCommandLine
	InitiatingProcessFileName PreviousRegistryValueData InitiatingProcessAccountName PreviousRegistryKey InitiatingProcessSHA1
	InitiatingProcessParentFileName InitiatingProcessAccountSid ReportId RegistryValueType InitiatingProcessFolderPath`),
	"DeviceTvmBrowserExtensions":             ranks(`ExtensionName DeviceId ExtensionId ExtensionRisk`),
	"DeviceTvmSecureConfigurationAssessment": ranks(`IsApplicable IsCompliant ConfigurationId DeviceName DeviceId ConfigurationSubcategory OSPlatform ConfigurationImpact Context`),
	"DeviceTvmSoftwareInventory":             ranks(`SoftwareName DeviceName SoftwareVersion DeviceId EndOfSupportStatus SoftwareVendor EndOfSupportDate`),
	"DeviceTvmSoftwareVulnerabilities":       ranks(`CveId DeviceName DeviceId VulnerabilitySeverityLevel OSPlatform SoftwareName SoftwareVendor`),
	"EmailAttachmentInfo":                    ranks(`FileName NetworkMessageId RecipientEmailAddress SHA256 SenderFromAddress TimeGenerated Timestamp FileSize SenderObjectId FileType`),
	"EmailEvents": ranks(`RecipientEmailAddress NetworkMessageId EmailDirection SenderFromAddress Subject Timestamp TimeGenerated DeliveryAction SenderMailFromAddress
	ThreatTypes AttachmentCount SenderFromDomain ThreatNames SenderIPv4 EmailAction InternetMessageId SenderIPv6 SenderObjectId LatestDeliveryAction
	SenderDisplayName`),
	"EmailPostDeliveryEvents": ranks(`DetectionMethods ThreatTypes Action`),
	"Event":                   ranks(`TimeGenerated EventID EventLog RenderedDescription EventData Source Computer EventLevelName`),
	"ExposureGraphEdges":      ranks(`EdgeLabel TargetNodeName SourceNodeName EdgeProperties SourceNodeLabel TargetNodeLabel`),
	"FunctionAppLogs":         ranks(`TimeGenerated Message _ResourceId Category HostInstanceId Level FunctionName`),
	"GraphAPIAuditEvents":     ranks(`RequestUri TimeGenerated RequestMethod AccountObjectId`),
	"Heartbeat":               ranks(`TimeGenerated Computer OSType Resource ResourceId SourceComputerId Solutions ComputerIP ResourceGroup _ResourceId`),
	"IdentityDirectoryEvents": ranks(`ActionType AdditionalFields TimeGenerated Timestamp DeviceName TargetAccountUpn AccountName AccountSid AccountUpn AccountDomain ReportId
	DestinationDeviceName Application TargetDeviceName`),
	"IdentityInfo": ranks(`TimeGenerated AccountUPN AssignedRoles AccountName AccountDisplayName AccountObjectId City Country EmployeeId Department JobTitle AccountUpn Timestamp
	GroupMembership OnPremSid AccountDomain BlastRadius AccountSID Type UserAccountControl CloudSid UserType RiskState OnPremObjectId IdentityEnvironment`),
	"IdentityLogonEvents": ranks(`ActionType LogonType Timestamp AccountUpn DeviceName AccountName Protocol DestinationDeviceName TimeGenerated IPAddress Application AdditionalFields
	TargetDeviceName`),
	"IdentityQueryEvents":        ranks(`DeviceName Timestamp QueryType ActionType Query TimeGenerated DestinationDeviceName QueryTarget AccountName Protocol TargetAccountUpn`),
	"InsightsMetrics":            ranks(`Namespace Name TimeGenerated Val Origin Computer Tags _ResourceId`),
	"IntuneDevices":              ranks(`TimeGenerated DeviceName DeviceId LastContact OS OperationName JoinType`),
	"LAQueryLogs":                ranks(`TimeGenerated AADEmail ResponseCode QueryText AADObjectId`),
	"MicrosoftGraphActivityLogs": ranks(`RequestUri TimeGenerated UserId AppId ResponseStatusCode RequestMethod ServicePrincipalId`),
	"OAuthAppInfo": ranks(`AppOrigin AppName OAuthAppId PrivilegeLevel TimeGenerated AddedOnTime AppOwnerTenantId ServicePrincipalId VerifiedPublisher Permissions Timestamp
	ConsentedUsersCount`),
	"OfficeActivity": ranks(`TimeGenerated Operation UserId OfficeWorkload OfficeObjectId Members ClientIP Parameters TeamName TargetUserOrGroupType SourceFileName
	TargetUserOrGroupName CommunicationType UserType RecordType Actor _ResourceId Name ResultStatus Activity UserAgent SourceRelativeUrl AppId AddonName
	AzureADAppId ExternalAccess IsManagedDevice Site_Url EventSource`),
	"Operation": ranks(`TimeGenerated OperationName Type _ResourceId`),
	"Perf":      ranks(`CounterName TimeGenerated CounterValue ObjectName InstanceName Computer _ResourceId SourceSystem CounterPath TenantId`),
	"SecurityAlert": ranks(`TimeGenerated AlertName ProviderName Entities ExtendedProperties CompromisedEntity AlertSeverity SystemAlertId ProductName VendorOriginalId Status
	Description`),
	"SecurityEvent": ranks(`EventID TimeGenerated Computer CommandLine Account TargetAccount Activity SubjectAccount LogonType AccountType TargetUserName ShareName EventData
	RelativeTargetName TargetDomainName AccountName SubjectDomainName ParentProcessName SubjectUserName SubjectUserSid Process NewProcessName IpAddress
	UserAccountControl MemberName _ResourceId AuthenticationPackageName ObjectType AccessMask ProcessName`),
	"SecurityIncident":             ranks(`TimeGenerated IncidentNumber Title AdditionalData Severity Status ModifiedBy Classification Owner CreatedTime`),
	"SignalRServiceDiagnosticLogs": ranks(`_ResourceId ConnectionId TimeGenerated ConnectionType OperationName UserId`),
	"SigninLogs": ranks(`TimeGenerated UserPrincipalName ResultType AppDisplayName IPAddress UserType Location UserAgent AuthenticationRequirement CorrelationId
	AuthenticationDetails ResultDescription OperationName HomeTenantId AppId DeviceDetail ResourceTenantId RiskLevelDuringSignIn Identity AADTenantId
	UserDisplayName ResourceDisplayName UserId ConditionalAccessPolicies ClientAppUsed LocationDetails NetworkLocationDetails RiskDetail RiskEventTypes
	Resource`),
	"StorageBlobLogs": ranks(`OperationName TimeGenerated StatusText StatusCode _ResourceId AuthenticationType Uri UserAgentHeader Protocol RequesterObjectId CallerIpAddress
	AccountName`),
	"StormEvents": ranks(`State EventType StartTime DamageProperty DamageCrops BeginLat DeathsDirect BeginLon InjuriesDirect EpisodeId EndTime DeathsIndirect InjuriesIndirect
	EventId BeginLocation Source EpisodeNarrative EndLocation EventNarrative EndLat EndLon`),
	"Syslog":                      ranks(`SyslogMessage Computer Facility TimeGenerated ProcessName HostIP SeverityLevel EventTime`),
	"ThreatIntelligenceIndicator": ranks(`TimeGenerated SourceSystem ConfidenceScore ThreatType NetworkIP NetworkSourceIP DomainName Url`),
	"Update": ranks(`UpdateState Computer Classification Optional OSType TimeGenerated Product Title _ResourceId KBID Approved PublishedDate ResourceId ProductArch
	UpdateID SourceComputerId MSRCSeverity`),
	"UrlClickEvents":    ranks(`ActionType AccountUpn ThreatTypes Timestamp Workload Url NetworkMessageId IsClickedThrough TimeGenerated UrlChain`),
	"Usage":             ranks(`Quantity DataType TimeGenerated IsBillable QuantityUnit Solution`),
	"W3CIISLog":         ranks(`scStatus csUriStem cIP TimeGenerated TimeTaken csMethod scBytes csBytes Computer`),
	"WVDConnections":    ranks(`State CorrelationId UserName TimeGenerated ConnectionType ClientType ClientVersion ResourceAlias _ResourceId`),
	"WindowsEvent":      ranks(`EventID TimeGenerated EventData Computer Provider Channel Version`),
	"WireData":          ranks(`TotalBytes Direction RemoteIP ProcessName`),
	"customEvents":      ranks(`timestamp customDimensions user_Id session_Id name`),
	"demo_make_series2": ranks(`num TimeStamp sid`),
	"nyc_taxi":          ranks(`pickup_latitude pickup_longitude pickup_datetime`),
}
