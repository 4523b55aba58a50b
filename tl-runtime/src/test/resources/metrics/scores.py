# Makes scores.json: figures of scikit-learn and statsmodels for ScoresTest and IntervalsTest.
import json, numpy as np, sklearn, statsmodels
from sklearn.metrics import *
from statsmodels.stats.proportion import proportion_confint
rng=np.random.default_rng(7)
cases=[]
def case(name,classes,n,k_labels,noise,f=1.0):
    C=len(classes)
    y=rng.integers(0,k_labels,n)
    logits=rng.normal(size=(n,C))*noise; logits[np.arange(n),y]+=1.5
    if name=='absent class': logits[:,C-1]=-50
    p=np.exp(logits-logits.max(1,keepdims=True)); p=(p/p.sum(1,keepdims=True)).astype(np.float32)
    if name=='certain': 
        p=np.zeros((n,C),np.float32); p[np.arange(n),np.where(np.arange(n)%5==0,(y+1)%C,y)]=1
    pred=p.argmax(1)
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        ll=log_loss(y,p,labels=list(range(C)))
    pr,rc,f1,su=precision_recall_fscore_support(y,pred,labels=list(range(C)),zero_division=0)
    kw=dict(average='macro',zero_division=0)
    lo,hi=proportion_confint((y==pred).sum(),n,method='wilson')
    cases.append(dict(name=name,classes=classes,labels=y.tolist(),probabilities=[[float(v) for v in r] for r in p],
      pictures=n,correct=int((y==pred).sum()),accuracy=accuracy_score(y,pred),accuracy_low=lo,accuracy_high=hi,
      macro_precision=precision_score(y,pred,**kw),macro_recall=recall_score(y,pred,**kw),macro_f1=f1_score(y,pred,**kw),
      log_loss=float(ll),precision=pr.tolist(),recall=rc.tolist(),f1=f1.tolist(),support=su.tolist(),
      confusion=confusion_matrix(y,pred,labels=list(range(C))).tolist()))
case('ordinary',['animal','clothing','food','place'],60,4,1.2)
case('predicted without support',['a','b','c'],25,2,2.0)
case('absent class',['a','b','c'],25,2,1.0)
case('certain',['a','b','c'],20,3,1.0)
w=[dict(correct=k,n=n,low=l,high=h) for k,n in [(0,1),(1,1),(0,20),(20,20),(1,20),(90,104),(343,420),(145,153),(143,153),(5000,1000000)] for l,h in [proportion_confint(k,n,method='wilson')]]
print(json.dumps(dict(source=f"scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}",scores=cases,wilson=w)))
